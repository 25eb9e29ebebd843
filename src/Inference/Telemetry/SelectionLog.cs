using Microsoft.Extensions.Logging;

namespace Accelerated.Inference;

/// <summary>Log messages of decisions.</summary>
internal static partial class SelectionLog
{
    /// <summary>Logs a selection, missing samples, and a fallback.</summary>
    public static void Write(ILogger logger, DecodingRequest request, Decoding decoding)
    {
        var selection = decoding.Selection;
        var (drawing, selecting) = (decoding.Drawing.TotalSeconds, decoding.Selecting.TotalSeconds);
        if (decoding.OutsideGrid is { } outside)
        {
            Scored(
                logger, decoding.Votes.Count, request.Source, outside, request.Metric, selection.Expected, drawing, selecting,
                selection.Device);
        }
        else
        {
            // Only one of several is ahead.
            var lead = double.IsNaN(selection.Margin) ? "" : FormattableString.Invariant($", ahead by {selection.Margin:G4}");
            Selected(
                logger, decoding.Samples.Count, decoding.Requested, request.Source, request.Metric, selection.Expected, lead,
                DecodingTelemetry.TokensOf(decoding), drawing, selecting, selection.Device);
        }

        if (decoding.Failure is { } failure)
        {
            Incomplete(logger, decoding.Samples.Count, decoding.Requested, failure);
        }

        if (selection.Fallback is { } reason)
        {
            FellBack(logger, reason);
        }
    }

    [LoggerMessage(5, LogLevel.Information, "At temperature 0 all {Count} candidates would be equal; one was drawn")]
    public static partial void DrawnOnce(ILogger logger, int count);

    [LoggerMessage(
        1,
        LogLevel.Information,
        "Drew {Drawn} of {Requested} from {Source}; the selected answer's expected {Metric} is {Expected:G4}{Lead}. " +
        "{Tokens} tokens were drawn in {Drawing:F2} s, and one answer selected in {Selecting:F4} s by {Device}")]
    private static partial void Selected(
        ILogger logger, int drawn, int requested, string source, string metric, double expected, string lead, long tokens, double drawing,
        double selecting, string device);

    [LoggerMessage(2, LogLevel.Warning, "Only {Drawn} of {Requested} succeeded; the selection rests on these")]
    private static partial void Incomplete(ILogger logger, int drawn, int requested, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Fell back to the CPU: {Reason}")]
    private static partial void FellBack(ILogger logger, string reason);

    [LoggerMessage(
        4,
        LogLevel.Information,
        "Scored {Values} answers by {Source}, which gives {Outside} to others; the selected answer's expected {Metric} is {Expected:G4}. " +
        "They were scored in {Drawing:F2} s, and one selected in {Selecting:F4} s by {Device}")]
    private static partial void Scored(
        ILogger logger, int values, string source, double outside, string metric, double expected, double drawing, double selecting,
        string device);
}
