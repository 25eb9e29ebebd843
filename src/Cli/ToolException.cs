using Accelerated.Metrics;

namespace Accelerated.Cli;

/// <summary>The run cannot continue; the message is shown to the user.</summary>
internal class ToolException(string message, Exception? cause = null) : AcceleratedException(message, cause);
