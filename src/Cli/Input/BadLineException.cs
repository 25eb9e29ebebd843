using Accelerated.Metrics;

namespace Accelerated.Cli.Input;

/// <summary>A line of input cannot be used; the message is the reason, without the line number.</summary>
internal sealed class BadLineException(string message) : AcceleratedException(message);
