using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>A device could not do its work; the CPU engine gives the same result.</summary>
public sealed class DeviceException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="fault">The kind of failure.</param>
    /// <param name="message">Value, rule and way out.</param>
    /// <param name="cause">The error of the driver or compiler, if any.</param>
    public DeviceException(DeviceFault fault, string message, Exception? cause = null) : base(message, cause) => Fault = fault;

    /// <summary>The kind of failure.</summary>
    public DeviceFault Fault { get; }
}
