using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference;

/// <summary>Activities and measurements of decoding, for OpenTelemetry and other listeners.</summary>
public static class DecodingTelemetry
{
    /// <summary>The name of both the activity source and the meter.</summary>
    public const string Name = "Accelerated.Inference";

    private static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Drawn =
        Meter.CreateCounter<long>("accelerated.candidates", "{candidate}", "Candidates drawn.");

    private static readonly Counter<long> Tokens =
        Meter.CreateCounter<long>("accelerated.tokens", "{token}", "Tokens drawn, where the source reports them.");

    private static readonly Counter<long> Fallbacks =
        Meter.CreateCounter<long>("accelerated.fallbacks", "{selection}", "Selections that fell back from a device to the CPU.");

    private static readonly Counter<long> Unlisted = Meter.CreateCounter<long>(
        "accelerated.unlisted", "{answer}", "Answers of a grid that a service did not list among its likeliest tokens.");

    private static readonly Histogram<double> Drawing =
        Meter.CreateHistogram<double>("accelerated.drawing.duration", "s", "Time drawing for one prompt.");

    private static readonly Histogram<double> Selecting =
        Meter.CreateHistogram<double>("accelerated.selecting.duration", "s", "Time selecting for one prompt.");

    /// <summary>Runs a decoding as an activity, and measures and logs its result.</summary>
    internal static async Task<Decoding> ObserveAsync(
        string source, int requested, string metric, ILogger logger, Func<Task<Decoding>> decode)
    {
        using var activity = Activities.StartActivity("accelerated.decode")
            ?.SetTag("accelerated.source", source).SetTag("accelerated.requested", requested);
        try
        {
            var decoding = await decode().ConfigureAwait(false);
            Record(activity, source, decoding);
            SelectionLog.Write(logger, source, metric, decoding);
            return decoding;
        }
        catch (Exception exception)
        {
            activity?.AddException(exception).SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }

    /// <summary>Counts answers of a grid that a service did not list.</summary>
    internal static void CountUnlisted(int answers, string source) =>
        Unlisted.Add(answers, new KeyValuePair<string, object?>("accelerated.source", source));

    private static void Record(Activity? activity, string source, Decoding decoding)
    {
        var engine = decoding.Selection.Engine;
        var tags = new TagList { { "accelerated.source", source }, { "accelerated.engine", engine } };
        Drawn.Add(decoding.Samples.Count, tags);
        Tokens.Add(decoding.Samples.Sum(sample => (long)(sample.Tokens?.Count ?? 0)), tags);
        Drawing.Record(decoding.Drawing.TotalSeconds, tags);
        Selecting.Record(decoding.Selecting.TotalSeconds, tags);
        if (decoding.Selection.Fallback is { } reason)
        {
            Fallbacks.Add(1, tags);
            activity?.SetTag("accelerated.fallback", reason);
        }

        if (decoding.Failure is { } failure)
        {
            activity?.AddException(failure);
        }

        activity?.SetTag("accelerated.engine", engine).SetTag("accelerated.drawn", decoding.Samples.Count);
    }
}
