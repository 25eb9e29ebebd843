using System.Text.Json;
using Accelerated.Cli.Input.Formats.Json;
using Accelerated.Cli.Input.Formats.Text;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input.Formats.Tables;

/// <summary>
/// Reads the rows of a table: with candidates in a list or in columns of their own each row is a problem, with one candidate a row those in
/// succession with the same id are one; for pairs and prompts each row is a record of its cells.
/// </summary>
internal sealed class TableReader(ITable table, string name, InputSettings settings, InputNotes notes) : IRecordReader, IDisposable
{
    private readonly RecordBytes _bytes = new();
    private TableColumns? _columns;
    private Action<IReadOnlyList<string?>>? _readRow; // null where rows are grouped
    private MappedRecord _record = new();
    private string? _failure;
    private bool _hasRow;

    /// <inheritdoc/>
    public long Number { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        if (_columns is null)
        {
            await table.OpenAsync(cancellation).ConfigureAwait(false);
            _columns = TableColumns.Of(table.Columns, settings);
            _hasRow = await table.NextAsync(cancellation).ConfigureAwait(false);
            _readRow = RowOf(_columns);
        }

        if (!_hasRow)
        {
            return false;
        }

        _failure = null;
        _record = new MappedRecord();
        Number = table.Number;
        do
        {
            Try(_readRow ?? Add);
            _hasRow = await table.NextAsync(cancellation).ConfigureAwait(false);
        }
        while (_readRow is null && _hasRow && IsSameProblem());

        return true;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Content() => _failure is null ? _bytes.Of(_record) : throw new BadLineException(_failure);

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        table.Dispose();
    }

    // How a row becomes a record; null where several rows become one.
    private Action<IReadOnlyList<string?>>? RowOf(TableColumns columns)
    {
        if (!settings.Use.HasFlag(InputUse.Problems) || !columns.HasCandidates)
        {
            return columns.Serve(settings.Use) ? settings.Use.HasFlag(InputUse.Pairs) ? Pair : Fields : throw Unknown(columns);
        }

        notes.IsMapped = true;
        if (columns.Wide.Count > 1)
        {
            return Wide;
        }

        if (IsList(columns))
        {
            return List;
        }

        return columns.Id >= 0 ? null : throw new OptionException(
            "id",
            $"'{ShownText.Item(name)}' has one candidate a row and no column that says which belong together. "
            + "Name it with --id, or the column with a list of candidates with --candidates.");
    }

    private bool IsList(TableColumns columns)
    {
        try
        {
            return columns.List >= 0 && _hasRow && table.Cells()[columns.List]?.TrimStart().StartsWith('[') == true;
        }
        catch (BadLineException)
        {
            return false;
        }
    }

    private bool IsSameProblem()
    {
        try
        {
            return _record.Id is not null && table.Cells()[_columns!.Id] == _record.Id;
        }
        catch (BadLineException)
        {
            return false;
        }
    }

    private void Try(Action<IReadOnlyList<string?>> read)
    {
        try
        {
            read(table.Cells());
        }
        catch (BadLineException e)
        {
            _failure ??= e.Message;
        }
    }

    private void Add(IReadOnlyList<string?> cells)
    {
        var columns = _columns!;
        _record.Id ??= cells[columns.Id] ?? throw new BadLineException($"the column '{columns.Names[columns.Id]}' is empty");
        var text = settings.Candidates is not null || columns.Text < 0 ? columns.List : columns.Text;
        _record.Candidates.Add(new MappedCandidate(cells[text] ?? "")
        {
            LogProbability = Parsed(cells, columns.LogProbability),
            Weight = Parsed(cells, columns.Weight),
            Source = columns.Source >= 0 ? cells[columns.Source] : null,
        });
        if (columns.Gold >= 0 && cells[columns.Gold] is { } gold && !_record.Golds.Contains(gold))
        {
            _record.Golds.Add(gold);
        }
    }

    private void Wide(IReadOnlyList<string?> cells)
    {
        Fill(cells);
        _record.Candidates.AddRange(_columns!.Wide.Select(column => new MappedCandidate(cells[column])));
    }

    private void List(IReadOnlyList<string?> cells)
    {
        Fill(cells);
        _record.Candidates.AddRange(Elements(cells, _columns!.List).Select(AnswerLists.Candidate));
    }

    private void Fill(IReadOnlyList<string?> cells)
    {
        var columns = _columns!;
        _record.Id = columns.Id >= 0 ? cells[columns.Id] : null;
        if (columns.Gold >= 0 && cells[columns.Gold] is { } gold)
        {
            _record.Golds.AddRange(
                gold.StartsWith('[') ? Elements(cells, columns.Gold).SelectMany(item => AnswerLists.AnswersOf(item)) : [gold]);
        }
    }

    private void Pair(IReadOnlyList<string?> cells)
    {
        var columns = _columns!;
        _record.Id = columns.Id >= 0 ? cells[columns.Id] : null;
        _record.Others.Add(("hypothesis", Json(cells[columns.Hypothesis])));
        _record.Others.Add(("reference", Json(cells[columns.Reference])));
    }

    private void Fields(IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (_columns!.Names[i].Length > 0 && cells[i] is not null)
            {
                _record.Others.Add((_columns.Names[i], Json(cells[i])));
            }
        }
    }

    private IEnumerable<JsonElement> Elements(IReadOnlyList<string?> cells, int column)
    {
        try
        {
            var list = JsonSerializer.Deserialize<JsonElement>(cells[column] ?? "[]");
            return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new BadLineException($"the column '{_columns!.Names[column]}' is not a JSON list, such as [\"a\", \"b\"]");
        }
    }

    private double? Parsed(IReadOnlyList<string?> cells, int column) =>
        column >= 0 && cells[column] is { } text ? TextLines.Number(text, $"the column '{_columns!.Names[column]}'") : null;

    private static JsonElement Json(string? text) => JsonSerializer.SerializeToElement(text ?? "");

    private OptionException Unknown(TableColumns columns) => new(
        settings.Use.HasFlag(InputUse.Pairs) ? "gold" : "candidates",
        $"'{ShownText.Item(name)}' has the columns {ShownText.Item(string.Join(", ", columns.Names))}, and none that is known to hold "
        + (settings.Use.HasFlag(InputUse.Pairs)
            ? "a hypothesis and a reference. Name them with --candidates and --gold."
            : "candidates. Name it with --candidates."));
}
