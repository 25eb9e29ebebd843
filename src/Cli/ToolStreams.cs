using System.Text;

namespace Accelerated.Cli;

/// <summary>The tool's streams, so that tests can run it in process.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output, for results only.</param>
/// <param name="Error">Standard error, for everything else.</param>
/// <param name="ErrorIsTerminal">Whether a progress bar may be shown.</param>
internal sealed record ToolStreams(Stream Input, Stream Output, TextWriter Error, bool ErrorIsTerminal)
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}
