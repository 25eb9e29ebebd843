namespace Accelerated.Kernels.Gpu;

/// <summary>What this package adds to the engines; found by its name.</summary>
internal sealed class GpuLibrary : DeviceLibrary
{
    /// <inheritdoc/>
    public override DeviceList List() => Devices.List();

    /// <inheritdoc/>
    public override IReadOnlyList<DeviceInfo> Cuda() => Devices.Cuda();

    /// <inheritdoc/>
    public override PairEngine Open(EngineKind kind, IReadOnlyList<int> indices)
    {
        var opened = new List<GpuEngine>();
        try
        {
            foreach (var index in indices)
            {
                opened.Add(kind switch
                {
                    EngineKind.Cuda => GpuEngine.Cuda(index),
                    EngineKind.OpenCL => GpuEngine.OpenCL(index),
                    _ => GpuEngine.Simulator(),
                });
            }
        }
        catch
        {
            opened.ForEach(device => device.Dispose());
            throw;
        }

        return opened.Count == 1 ? opened[0] : new DeviceGroup(opened);
    }
}
