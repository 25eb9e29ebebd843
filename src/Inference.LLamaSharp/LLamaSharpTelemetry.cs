using System.Diagnostics.Metrics;

namespace Accelerated.Inference.LLamaSharp;

/// <summary>Measurements of the callers that share a model, for OpenTelemetry and other listeners.</summary>
public static class LLamaSharpTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Accelerated.Inference.LLamaSharp";

    private static readonly Meter Meter = new(Name);

    /// <summary>Requests that wait.</summary>
    internal static UpDownCounter<int> Waiting { get; } =
        Meter.CreateUpDownCounter<int>("accelerated.llamasharp.waiting", "{request}", "Requests that wait for a model.");

    /// <summary>Requests that run.</summary>
    internal static UpDownCounter<int> Running { get; } =
        Meter.CreateUpDownCounter<int>("accelerated.llamasharp.running", "{request}", "Requests that a model evaluates together.");

    /// <summary>Refused requests.</summary>
    internal static Counter<int> Refused { get; } =
        Meter.CreateCounter<int>("accelerated.llamasharp.refused", "{request}", "Requests refused because too many waited.");

    /// <summary>Time until a request first runs.</summary>
    internal static Histogram<double> Wait { get; } =
        Meter.CreateHistogram<double>("accelerated.llamasharp.wait.duration", "s", "Time until a request first runs.");
}
