using Microsoft.Extensions.Logging;

namespace Accelerated.Inference;

/// <summary>Log messages, once per client, of what its service cannot do.</summary>
internal static partial class ChatLog
{
    [LoggerMessage(10, LogLevel.Warning, "{Source} refuses '{Field}' and is called without it")]
    public static partial void Refused(ILogger logger, string source, string field);

    [LoggerMessage(
        11,
        LogLevel.Warning,
        "{Source} gave {Given} of {Asked} answers that one call asked for; the rest is asked for by further calls")]
    public static partial void GaveFewer(ILogger logger, string source, int given, int asked);

    [LoggerMessage(
        12,
        LogLevel.Warning,
        "{Source} is a client of LLamaSharp's executors, which end the process where two calls overlap; its calls are made one at a " +
        "time. A model opened as LLamaSharpCandidateSource draws them at once")]
    public static partial void TakesTurns(ILogger logger, string source);

    [LoggerMessage(13, LogLevel.Information, "{Source} was called once at temperature 0; its answer is used for all {Count}")]
    public static partial void DrawnOnce(ILogger logger, string source, int count);

    [LoggerMessage(
        15,
        LogLevel.Information,
        "{Source} is sent the start of answers as the assistant's message; whether it continues or answers it is up to the service")]
    public static partial void AnswersBegun(ILogger logger, string source);

    [LoggerMessage(
        14,
        LogLevel.Debug,
        "{Source} did not list {Unlisted} of {Count} answers among its {Listed} likeliest tokens; they count as impossible, though each " +
        "may have a probability of up to {Bound}")]
    public static partial void Unlisted(ILogger logger, string source, int unlisted, int count, int listed, double bound);
}
