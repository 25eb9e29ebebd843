using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference;

/// <summary>
/// Activities and measurements of decoding, for OpenTelemetry and other listeners. Attributes of generation have the names of
/// OpenTelemetry's conventions for generative AI (<c>gen_ai.</c>), those of the decision begin with <c>accelerated.</c>. No activity holds
/// a prompt or an answer unless <see cref="CapturesContent"/> is set.
/// </summary>
public static class DecodingTelemetry
{
    /// <summary>The name of both the activity source and the meter.</summary>
    public const string Name = "Accelerated.Inference";

    private const string CaptureVariable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    private static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Drawn =
        Meter.CreateCounter<long>("accelerated.candidates", "{candidate}", "Candidates drawn.");

    private static readonly Counter<long> Tokens =
        Meter.CreateCounter<long>("accelerated.tokens", "{token}", "Tokens drawn, where the source reports them.");

    private static readonly Counter<long> Read =
        Meter.CreateCounter<long>("accelerated.input_tokens", "{token}", "Tokens of prompts, where a service reports them.");

    private static readonly Counter<long> Fallbacks =
        Meter.CreateCounter<long>("accelerated.fallbacks", "{selection}", "Selections that fell back from a device to the CPU.");

    private static readonly Counter<long> Unlisted = Meter.CreateCounter<long>(
        "accelerated.unlisted", "{answer}", "Answers of a grid that a service did not list among its likeliest tokens.");

    private static readonly Histogram<double> Drawing =
        Meter.CreateHistogram<double>("accelerated.drawing.duration", "s", "Time drawing for one prompt.");

    private static readonly Histogram<double> Selecting =
        Meter.CreateHistogram<double>("accelerated.selecting.duration", "s", "Time selecting for one prompt.");

    /// <summary>
    /// Whether activities hold prompts and answers. False, unless the environment variable
    /// OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT is <c>true</c> when the process starts.
    /// </summary>
    public static bool CapturesContent { get; set; } =
        string.Equals(Environment.GetEnvironmentVariable(CaptureVariable), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Runs a decoding as an activity, and measures and logs its result.</summary>
    internal static async Task<Decoding> ObserveAsync(DecodingRequest request, ILogger logger, Func<Task<Decoding>> decode)
    {
        using var activity = Start(request);
        try
        {
            var decoding = await decode().ConfigureAwait(false);
            Record(activity, request, decoding);
            SelectionLog.Write(logger, request, decoding);
            return decoding;
        }
        catch (Exception exception)
        {
            activity?.AddException(exception).SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }

    /// <summary>Tokens of all samples, where the source gives them or a service counts them.</summary>
    internal static long TokensOf(Decoding decoding) =>
        decoding.Samples.Sum(sample => sample.Tokens?.Count ?? sample.Usage?.OutputTokenCount ?? 0);

    /// <summary>Counts answers of a grid that a service did not list.</summary>
    internal static void CountUnlisted(int answers, string source) =>
        Unlisted.Add(answers, new KeyValuePair<string, object?>("accelerated.source", source));

    private static Activity? Start(DecodingRequest request)
    {
        var activity = Activities.StartActivity("accelerated.decode")
            ?.SetTag("gen_ai.operation.name", request.Prompt.Messages is null ? "text_completion" : "chat")
            .SetTag("gen_ai.request.model", request.Source)
            .SetTag("gen_ai.request.choice.count", request.Count)
            .SetTag("gen_ai.request.temperature", request.Sampling.Temperature)
            .SetTag("gen_ai.request.seed", request.Sampling.Seed)
            .SetTag("gen_ai.request.max_tokens", request.Sampling.MaxTokens)
            .SetTag("accelerated.source", request.Source)
            .SetTag("accelerated.requested", request.Count)
            .SetTag("accelerated.metric", request.Metric)
            .SetTag("accelerated.rule", request.Rule);
        return CapturesContent ? activity?.SetTag("gen_ai.input.messages", Message("user", request.Prompt.Text)) : activity;
    }

    private static string Message(string role, string text) =>
        $$"""[{"role":"{{role}}","parts":[{"type":"text","content":"{{JsonEncodedText.Encode(text)}}"}]}]""";

    private static void Record(Activity? activity, DecodingRequest request, Decoding decoding)
    {
        var selection = decoding.Selection;
        var tokens = TokensOf(decoding);
        var tags = new TagList
        {
            { "accelerated.source", request.Source },
            { "accelerated.engine", selection.Engine },
            { "accelerated.metric", request.Metric },
            { "accelerated.rule", request.Rule },
        };
        Drawn.Add(decoding.Samples.Count, tags);
        Tokens.Add(tokens, tags);
        if (decoding.Samples.Any(sample => sample.Usage?.InputTokenCount is not null))
        {
            var read = decoding.Samples.Sum(sample => sample.Usage?.InputTokenCount ?? 0);
            Read.Add(read, tags);
            activity?.SetTag("gen_ai.usage.input_tokens", read);
        }

        Drawing.Record(decoding.Drawing.TotalSeconds, tags);
        Selecting.Record(decoding.Selecting.TotalSeconds, tags);
        if (selection.Fallback is { } reason)
        {
            Fallbacks.Add(1, tags);
            activity?.SetTag("accelerated.fallback", reason);
        }

        if (decoding.Failure is { } failure)
        {
            activity?.AddException(failure);
        }

        activity?.SetTag("accelerated.engine", selection.Engine)
            .SetTag("accelerated.drawn", decoding.Samples.Count)
            .SetTag("accelerated.expected", selection.Expected)
            .SetTag("accelerated.margin", selection.Margin)
            .SetTag("gen_ai.usage.output_tokens", tokens);
        if (CapturesContent)
        {
            activity?.SetTag("gen_ai.output.messages", Message("assistant", decoding.Text));
        }
    }
}
