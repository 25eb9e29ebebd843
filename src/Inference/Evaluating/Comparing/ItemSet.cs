namespace Accelerated.Inference.Evaluating;

/// <summary>All items, their groups and halves.</summary>
internal sealed class ItemSet
{
    private readonly List<ItemRecord> _items = [];
    private readonly List<int> _groupOf = [];
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);

    /// <summary>Number of items.</summary>
    public int Count => _items.Count;

    /// <summary>Number of groups.</summary>
    public int Groups => _groups.Count;

    /// <summary>An item.</summary>
    public ItemRecord this[int index] => _items[index];

    /// <summary>Adds an item.</summary>
    public void Add(ItemRecord item)
    {
        _items.Add(item);
        var group = item.Group ?? FormattableString.Invariant($"\0{_items.Count}");
        _groups.TryAdd(group, _groups.Count);
        _groupOf.Add(_groups[group]);
    }

    /// <summary>Which half an item is in, 0 or 1: its group's, for groups in turn.</summary>
    public int HalfOf(int item) => _groupOf[item] & 1;

    /// <summary>Some items by groups, as places in <paramref name="items"/>.</summary>
    public IReadOnlyList<int[]> ByGroup(IReadOnlyList<int> items) =>
        [.. Enumerable.Range(0, items.Count).GroupBy(place => _groupOf[items[place]]).Select(group => group.ToArray())];

    /// <summary>The table of a measure over the items that have a value in every row.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="index">Its index.</param>
    /// <param name="rows">For each row, the name of the answer it takes at an item.</param>
    public MeasureTable Table(Measure measure, int index, IReadOnlyList<Func<int, string>> rows)
    {
        int[] kept = [.. Enumerable.Range(0, Count).Where(i =>
            _items[i].IsReadable[index] && rows.All(row => _items[i].Rows[row(i)].Statistics[index] is not null))];
        var statistics = rows.Select(row =>
        {
            var values = new double[kept.Length * measure.Width];
            for (var place = 0; place < kept.Length; place++)
            {
                var at = _items[kept[place]].Rows[row(kept[place])].Statistics[index]!;
                if (at.Length == 0)
                {
                    return null;
                }

                at.CopyTo(values, place * measure.Width);
            }

            return values;
        });
        return new MeasureTable(measure, [.. statistics], kept);
    }

    /// <summary>For either half of the items, the row that is best on the other half; the first of equal ones.</summary>
    public int[] Choose(MeasureTable table, IReadOnlyList<int> rows) =>
        [.. Enumerable.Range(0, 2).Select(half =>
        {
            int[] others = [.. Enumerable.Range(0, table.Items.Count).Where(place => HalfOf(table.Items[place]) != half)];
            var values = rows.Select(row => table.Measure.Sign * table.Value(row, others)).ToArray();
            return rows[Math.Max(0, Array.IndexOf(values, values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Max()))];
        })];
}
