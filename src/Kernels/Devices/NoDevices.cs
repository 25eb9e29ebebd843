namespace Accelerated.Kernels;

/// <summary>Stands for the devices of a program that can have none.</summary>
/// <param name="reason">Why, and the way out.</param>
internal sealed class NoDevices(string reason) : DeviceLibrary
{
    /// <inheritdoc/>
    public override string Missing => reason;

    /// <inheritdoc/>
    public override DeviceList List() => new([], reason, reason);

    /// <inheritdoc/>
    public override IReadOnlyList<DeviceInfo> Cuda() => [];

    /// <inheritdoc/>
    public override PairEngine Open(EngineKind kind, IReadOnlyList<int> indices) =>
        throw new DeviceException(DeviceFault.NotAvailable, $"Engine '{EngineNames.Of(kind)}' is not available. {reason}");
}
