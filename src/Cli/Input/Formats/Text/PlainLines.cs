using Accelerated.Cli.Input.Records;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input.Formats.Text;

/// <summary>One candidate a line, the same number of lines for each source.</summary>
internal sealed class PlainLines() : TextFormat("lines", "plain lines, --lines N candidates for each source")
{
    /// <inheritdoc/>
    public override bool Matches(IReadOnlyList<string> lines, InputSettings settings) => settings.Lines is not null;

    /// <inheritdoc/>
    public override IRecordReader Open(Stream text, string name, InputSettings settings, InputNotes notes)
    {
        notes.Unit = "source";
        notes.IsMapped = true;
        return new PlainLinesReader(
            new LineReader(text, settings.LongestRecord),
            settings.Lines ?? throw new OptionException("lines", "--format lines requires --lines N, the number of lines for each source."),
            settings.GoldFile is { } gold ? SideFile.Open(gold, settings) : null);
    }
}
