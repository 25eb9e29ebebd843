using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>All rows against all measures.</summary>
internal sealed class Comparison
{
    private readonly ItemSet _items;
    private readonly IReadOnlyList<(string Name, RowKind Kind)> _rows;
    private readonly MeasureTable[] _tables;
    private readonly PairedBootstrap[] _resampled;
    private readonly int _baseline;

    /// <summary>Compares the rows.</summary>
    /// <param name="options">How rules are compared.</param>
    /// <param name="measures">The measures.</param>
    /// <param name="items">The items.</param>
    /// <param name="rows">The rows, in the order of the table.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OptionException">There is no row of a name that the options give.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Comparison(
        EvaluationOptions options,
        IReadOnlyList<Measure> measures,
        ItemSet items,
        IReadOnlyList<(string Name, RowKind Kind)> rows,
        CancellationToken cancellation)
    {
        _items = items;
        _rows = rows;
        _baseline = Enumerable.Range(0, rows.Count).First(row => rows[row].Kind >= RowKind.Greedy);
        string[] names = [.. rows.Select(row => row.Name)];
        _tables = [.. measures.Select((measure, m) => items.Table(measure, m, names))];
        _resampled = [.. _tables.Select(table =>
            new PairedBootstrap(table, items.ByGroup(table.Items), options.Resamples, options.Seed, cancellation))];
    }

    /// <summary>The report.</summary>
    /// <param name="unusable">Items left out.</param>
    /// <param name="withoutAnswer">Items none of whose candidates has an answer.</param>
    /// <param name="partial">Rows that only some items have.</param>
    public EvaluationReport Report(int unusable, int withoutAnswer, int partial)
    {
        var scores = from row in Enumerable.Range(0, _rows.Count) from m in Enumerable.Range(0, _tables.Length) select Score(row, m);
        return new EvaluationReport(_items.Count, unusable, _rows[_baseline].Name, [.. scores])
        {
            WithoutAnswer = withoutAnswer,
            PartialRows = partial,
            Measures = [.. _tables.Select(table => table.Measure)],
        };
    }

    private RuleScore Score(int row, int m)
    {
        var (name, table) = (_rows[row].Name, _tables[m]);
        int[] all = [.. Enumerable.Range(0, table.Items.Count)];
        var value = table.Value(row, all);
        var (low, high) = all.Length == 0 ? (double.NaN, double.NaN) : _resampled[m].Interval(row, _baseline);
        var records = Enumerable.Range(0, _items.Count).Where(i => _items[i].IsReadable[m]).Select(i => _items[i].Rows[name]);
        return new RuleScore(name, table.Measure.Name, value, value - table.Value(_baseline, all), low, high, records.Count(record => record.IsMissing[m]))
        {
            Items = all.Length,
            Tied = Enumerable.Range(0, _items.Count).Count(i => _items[i].Rows[name].IsTied),
        };
    }
}
