using Microsoft.Extensions.Logging;

namespace Accelerated.Inference;

/// <summary>What is logged of decisions.</summary>
internal static partial class SelectionLog
{
    [LoggerMessage(1, LogLevel.Debug, "Drew {Drawn} of {Requested} from {Source}; the selected answer's expected {Metric} is {Expected}, computed by {Device}")]
    public static partial void Selected(ILogger logger, int drawn, int requested, string source, string metric, double expected, string device);

    [LoggerMessage(2, LogLevel.Warning, "Only {Drawn} of {Requested} candidates were drawn; the selection is among these")]
    public static partial void CallsFailed(ILogger logger, int drawn, int requested, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The processor took the device's place: {Reason}")]
    public static partial void FellBack(ILogger logger, string reason);
}
