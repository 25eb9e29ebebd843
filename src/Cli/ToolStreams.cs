using System.Text;
using Accelerated.Cli.Output;

namespace Accelerated.Cli;

/// <summary>The tool's streams, so that tests can run it in process.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output, for results only.</param>
/// <param name="Error">Standard error, for everything else.</param>
/// <param name="ErrorIsTerminal">Whether a progress bar may be shown.</param>
/// <param name="OutputWidth">The width of the terminal that shows standard output, in columns; null for a file or a pipe.</param>
/// <param name="HasColour">Whether terminals show colours.</param>
internal sealed record ToolStreams(
    Stream Input, Stream Output, TextWriter Error, bool ErrorIsTerminal, int? OutputWidth = null, bool HasColour = false)
{
    /// <summary>Whether only errors go to standard error.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Whether it is said how a run was done.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>The file of options; null if there is none.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The schemas that metrics over records name.</summary>
    public IReadOnlyList<string> SchemaFiles { get; init; } = [];

    /// <summary>What a run must not write over.</summary>
    /// <param name="input">The input's path; null or <c>-</c> for standard input.</param>
    public OutputGuard Guard(string? input = null) => new OutputGuard()
        .Add("file of options", ConfigFile)
        .Add("schema", SchemaFiles)
        .Add("input", input);

    /// <summary>Standard error for what is no error; nothing if the run is quiet.</summary>
    public TextWriter Notes => IsQuiet ? TextWriter.Null : Error;

    /// <summary>Writes why a run ends.</summary>
    public Task WriteErrorAsync(string message) => Error.WriteLineAsync(
        Screen.Paint(ShownText.Of(message), Tone.Worse, HasColour && ErrorIsTerminal));

    /// <summary>What shows standard output.</summary>
    public Screen Screen => new(OutputWidth, HasColour && OutputWidth is not null);

    /// <summary>What shows a target.</summary>
    public Screen ScreenOf(OutputTarget target) => target.IsFile ? new Screen(null) : Screen;

    /// <summary>The same without a progress bar where a target is a terminal, whose lines a bar would overwrite.</summary>
    public ToolStreams Beside(OutputTarget target) =>
        this with { ErrorIsTerminal = ErrorIsTerminal && ScreenOf(target).Width is null };

    /// <summary>UTF-8 without a byte order mark.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}
