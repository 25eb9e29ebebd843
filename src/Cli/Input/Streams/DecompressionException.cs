namespace Accelerated.Cli.Input.Streams;

/// <summary>A compressed input is damaged, or too large for what it is compressed to.</summary>
internal sealed class DecompressionException(string message, Exception? cause = null) : ToolException(message, cause);
