using System.Text;

namespace Accelerated.Cli;

/// <summary>What the tool reads and writes, so that tests can run it in their own process.</summary>
/// <param name="Input">The standard input.</param>
/// <param name="Output">The standard output: results only.</param>
/// <param name="Error">The standard error: everything else.</param>
/// <param name="ErrorIsTerminal">Whether a progress bar may be shown.</param>
internal sealed record ToolStreams(Stream Input, Stream Output, TextWriter Error, bool ErrorIsTerminal)
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}
