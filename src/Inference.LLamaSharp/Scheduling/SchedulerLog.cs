using Microsoft.Extensions.Logging;

namespace Accelerated.Inference.LLamaSharp.Scheduling;

/// <summary>What is logged of a model and its callers.</summary>
internal static partial class SchedulerLog
{
    [LoggerMessage(
        10,
        LogLevel.Information,
        "{Source} evaluates with {Threads} threads, a cache of {Cache} precision and up to {Length} tokens of prompt and answer")]
    public static partial void Opened(ILogger logger, string source, int threads, CachePrecision cache, int length);

    [LoggerMessage(
        11,
        LogLevel.Information,
        "Callers of {Source} wait for each other: {Waiting} wait, {Running} run. This is said once; the meter " +
        LLamaSharpTelemetry.Name + " goes on")]
    public static partial void Waits(ILogger logger, string source, int waiting, int running);

    [LoggerMessage(
        12,
        LogLevel.Debug,
        "{Source} takes {Step} s a step, {Token} s a token and {TokenCell} s a token and cell; callers are mixed where that pays")]
    public static partial void Measured(ILogger logger, string source, double step, double token, double tokenCell);

    [LoggerMessage(13, LogLevel.Warning, "{Source} refuses a request: {Limit} wait already")]
    public static partial void Full(ILogger logger, string source, int limit);
}
