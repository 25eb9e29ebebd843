using Accelerated.Cli.Input.Formats.Text;
using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats.Tables;

/// <summary>Separated values whose first line names the columns.</summary>
internal sealed class DelimitedFormat(string name, string summary, string separators) : TextFormat(name, summary)
{
    /// <inheritdoc/>
    public override bool Matches(IReadOnlyList<string> lines, InputSettings settings) => separators.Any(separator =>
    {
        var row = new RowParser(separator);
        if (row.Add(lines[0]) != RowEnding.Row || row.Cells.Count < 2)
        {
            return false;
        }

        string[] names = [.. row.Cells.Select(cell => (cell ?? "").Trim())];
        return names.Any(name => name == settings.Id?.Text || name == settings.Candidates?.Text || name == settings.Gold?.Text)
            || TableColumns.Of(names, settings with { Id = null, Candidates = null, Gold = null }).Serve(settings.Use);
    });

    /// <inheritdoc/>
    public override IRecordReader Open(Stream text, string name, InputSettings settings, InputNotes notes) => new TableReader(
        new DelimitedTable(new LineReader(text, settings.LongestRecord), separators, name, settings.LongestRecord), name, settings, notes);
}
