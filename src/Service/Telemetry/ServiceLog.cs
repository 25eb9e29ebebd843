using Microsoft.Extensions.Logging;

namespace Accelerated.Service;

/// <summary>The service's log entries. Texts of callers and models are in one of them only, which is written on demand.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(1, LogLevel.Information, "{Model} is served at {Address}{Key}")]
    public static partial void Started(ILogger logger, string model, string address, string key);

    [LoggerMessage(2, LogLevel.Information, "{Id} {Route} {Status} {Milliseconds} ms")]
    public static partial void Answered(ILogger logger, string id, string route, int status, long milliseconds);

    [LoggerMessage(
        3,
        LogLevel.Information,
        "{Id} decided by {Metric}, {Rule}: {Drawn} of {Requested} candidates, expected {Expected:G4}, drawn in {Drawing:F3} s, "
        + "selected in {Selecting:F3} s")]
    public static partial void Decided(
        ILogger logger, string id, string metric, string rule, int drawn, int requested, double expected, double drawing, double selecting);

    [LoggerMessage(4, LogLevel.Information, "{Id} prompt '{Prompt}', answer '{Answer}'")]
    public static partial void Content(ILogger logger, string id, string prompt, string answer);

    [LoggerMessage(5, LogLevel.Error, "{Id} {Route} failed: {Kind} at {Place}")]
    public static partial void Failed(ILogger logger, string id, string route, string kind, string place);

    [LoggerMessage(6, LogLevel.Information, "Stopping; {Count} requests are in progress")]
    public static partial void Stopping(ILogger logger, int count);
}
