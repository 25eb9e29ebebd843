using Accelerated.Metrics;

namespace Accelerated.Cli;

/// <summary>The run cannot go on; the message is for the user.</summary>
internal class ToolException(string message, Exception? cause = null) : AcceleratedException(message, cause);
