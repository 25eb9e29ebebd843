using System.Globalization;
using Accelerated.Cli.Input.Formats.Text;

namespace Accelerated.Cli.Input.Formats.Tables;

/// <summary>Rows of separated values (RFC 4180): a quoted cell may contain separators, line breaks and doubled quotes.</summary>
internal sealed class DelimitedTable(LineReader lines, string separators, string name, int longest) : ITable
{
    private RowParser _row = new(separators[0]);
    private string? _failure;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <inheritdoc/>
    public long Number { get; private set; }

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellation)
    {
        if (!await NextAsync(cancellation).ConfigureAwait(false))
        {
            throw new ToolException($"'{name}' is empty; its first line must name the columns.");
        }

        try
        {
            Columns = [.. Cells().Select(cell => (cell ?? "").Trim())];
        }
        catch (BadLineException e)
        {
            throw new ToolException($"The first line of '{name}', which names the columns, cannot be read: {e.Message}.", e);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var twice = Columns.FirstOrDefault(column => column.Length > 0 && !names.Add(column));
        if (twice is not null)
        {
            throw new ToolException($"'{name}' has two columns named '{Output.ShownText.Item(twice)}'. Rename one.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        _failure = null;
        string line;
        do
        {
            if (!await lines.NextAsync(cancellation).ConfigureAwait(false))
            {
                return false;
            }

            Number = lines.Number;
            line = Text();
        }
        while (line.Length == 0 && _failure is null);

        if (Columns.Count == 0)
        {
            _row = new RowParser(separators.MaxBy(separator => line.Count(letter => letter == separator)));
        }

        _row.Start();
        var ending = _failure is null ? _row.Add(line) : RowEnding.Row;
        for (var length = line.Length; ending == RowEnding.InQuotes && _failure is null; length += line.Length + 1)
        {
            if (length > longest)
            {
                _failure = string.Create(
                    CultureInfo.InvariantCulture, $"the row is longer than {longest} bytes; close its quotes, or raise --max-line");
            }
            else if (!await lines.NextAsync(cancellation).ConfigureAwait(false))
            {
                _failure = "a quoted cell that starts here is not closed; close it, or double the quotes inside it";
            }
            else
            {
                line = Text();
                ending = _row.Add(line);
            }
        }

        _failure ??= ending == RowEnding.AfterQuote ? "text follows a closing quote; double the quotes inside a quoted cell" : null;
        return true;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string?> Cells() => _failure is not null ? throw new BadLineException(_failure)
        : Columns.Count == 0 || _row.Cells.Count == Columns.Count ? _row.Cells
        : throw new BadLineException(string.Create(
            CultureInfo.InvariantCulture, $"the row has {_row.Cells.Count} cells; the first line names {Columns.Count} columns"));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private string Text()
    {
        try
        {
            return lines.Text();
        }
        catch (BadLineException e)
        {
            _failure ??= e.Message;
            return "";
        }
    }
}
