using System.Diagnostics;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Accelerated.Kernels.Gpu;

/// <summary>Opens devices.</summary>
internal static class DeviceSessions
{
    public static DeviceSession Cuda(int index) => Open(EngineKind.Cuda, builder => builder.Cuda(), index);

    public static DeviceSession OpenCL(int index) => Open(EngineKind.OpenCL, builder => builder.OpenCL(), index);

    /// <summary>A simulated device.</summary>
    public static DeviceSession Simulator(SimulatedDevice shape)
    {
        var start = Stopwatch.GetTimestamp();
        var device = new CPUDevice(Tile.Lanes, shape.Warps, 1);
        var context = Context.Create(builder => Configure(builder.CPU(device)));
        return new DeviceSession(context, device, shape) { Opening = Stopwatch.GetElapsedTime(start) };
    }

    /// <summary>The settings that every kernel is compiled with.</summary>
    public static void Configure(Context.Builder builder)
    {
        builder.Optimize(OptimizationLevel.O2);
        builder.EnableAlgorithms();
        builder.Profiling(); // lets a stream note when a kernel began and ended
        StrictArithmetic.Register(builder);
    }

    private static DeviceSession Open(EngineKind kind, Action<Context.Builder> add, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var start = Stopwatch.GetTimestamp();
        var context = Create(kind, add);
        var devices = context.Devices.Where(device => device.AcceleratorType != AcceleratorType.CPU).ToArray();
        if (index >= devices.Length)
        {
            context.Dispose();
            throw new DeviceException(
                DeviceFault.NotAvailable,
                $"{kind} device {index} was asked for; there are {devices.Length}. {Devices.Reason(kind)} Use the CPU engine.");
        }

        try
        {
            return new DeviceSession(context, devices[index]) { Opening = Stopwatch.GetElapsedTime(start) };
        }
        catch (Exception error) when (DeviceErrors.Translate(error, devices[index].Name) is { } fault)
        {
            context.Dispose();
            throw new DeviceException(DeviceFault.NotAvailable, fault.Message, error);
        }
    }

    private static Context Create(EngineKind kind, Action<Context.Builder> add)
    {
        try
        {
            return Context.Create(builder =>
            {
                add(builder);
                Configure(builder);
            });
        }
        catch (Exception error) when (
            error is AcceleratorException or DllNotFoundException or NotSupportedException or TypeInitializationException)
        {
            throw new DeviceException(DeviceFault.NotAvailable, $"{kind} cannot be used ({error.Message}). Use the CPU engine.", error);
        }
    }
}
