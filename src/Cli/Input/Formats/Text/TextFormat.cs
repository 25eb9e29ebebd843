using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats.Text;

/// <summary>A format of text lines that are not JSON.</summary>
internal abstract class TextFormat(string name, string summary) : InputFormat(name, summary)
{
    /// <summary>Whether the first lines are of this format.</summary>
    /// <param name="lines">At least one line, without line breaks.</param>
    /// <param name="settings">How the input is to be read.</param>
    public abstract bool Matches(IReadOnlyList<string> lines, InputSettings settings);

    /// <summary>Opens the reader.</summary>
    /// <exception cref="ToolException">The input lacks what the format needs.</exception>
    public abstract IRecordReader Open(Stream text, string name, InputSettings settings, InputNotes notes);
}
