namespace Accelerated.Inference.Evaluating;

/// <summary>The kinds of rows, in the order of the table.</summary>
internal enum RowKind
{
    /// <summary>One source alone.</summary>
    Source,

    /// <summary>The best source, chosen on the other half of the items.</summary>
    BestSource,

    /// <summary>An answer that the user gives.</summary>
    Given,

    /// <summary>The model's answer at temperature 0.</summary>
    Greedy,

    /// <summary>The most likely candidate.</summary>
    MostLikely,

    /// <summary>The answer with the most weight.</summary>
    Majority,

    /// <summary>A metric-aware rule.</summary>
    MetricAware,

    /// <summary>A metric-aware rule under one setting of a sweep.</summary>
    Sweep,

    /// <summary>The setting of a sweep, chosen on the other half of the items.</summary>
    SweepChoice,

    /// <summary>One candidate, drawn by its weight.</summary>
    OneSample,

    /// <summary>The best candidate for the right answer.</summary>
    Oracle,
}

/// <summary>The rows seen so far, and in how many items.</summary>
internal sealed class RowList
{
    private readonly Dictionary<string, (RowKind Kind, int Order, int Items)> _rows = new(StringComparer.Ordinal);

    /// <summary>Counts a row of an item.</summary>
    public void Count(string name, RowKind kind)
    {
        var row = _rows.GetValueOrDefault(name, (Kind: kind, Order: _rows.Count, Items: 0));
        _rows[name] = (kind, row.Order, row.Items + 1);
    }

    /// <summary>The rows that all items have, in the order of the table; sources by name.</summary>
    public IReadOnlyList<(string Name, RowKind Kind)> Of(int items) =>
        [.. _rows.Where(row => row.Value.Items == items)
            .OrderBy(row => row.Value.Kind)
            .ThenBy(row => row.Value.Kind == RowKind.Source ? row.Key.Length : row.Value.Order)
            .ThenBy(row => row.Key, StringComparer.Ordinal)
            .Select(row => (row.Key, row.Value.Kind))];

    /// <summary>Number of rows that only some items have, but those of a sweep.</summary>
    public int Partial(int items) => _rows.Values.Count(row => row.Items != items && row.Kind != RowKind.Sweep);
}
