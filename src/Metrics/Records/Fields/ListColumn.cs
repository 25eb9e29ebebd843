namespace Accelerated.Metrics;

/// <summary>
/// Lists of objects in all records of a problem. The j-th object with a key matches the j-th with that key in another list.
/// </summary>
internal sealed class ListColumn : FieldColumn
{
    private readonly Entry[][] _lists;
    private readonly RecordColumn[] _items; // the objects of each key

    /// <summary>The lists' objects by their keys.</summary>
    /// <param name="values">The lists.</param>
    /// <param name="item">The fields of an object.</param>
    /// <param name="keyOf">An object's key.</param>
    public ListColumn(object?[] values, RecordSchema item, Func<object, string> keyOf) : base(values)
    {
        var keys = new Dictionary<(string Key, int Copy), int>();
        var items = new List<List<object>>();
        _lists = Array.ConvertAll(values, value => Entries((object[]?)value ?? []));
        _items = [.. items.Select(list => new RecordColumn(item, [.. list]))];

        Entry[] Entries(object[] list)
        {
            var copies = new Dictionary<string, int>(StringComparer.Ordinal);
            var entries = new Entry[list.Length];
            for (var k = 0; k < list.Length; k++)
            {
                var key = keyOf(list[k]);
                var copy = copies[key] = copies.GetValueOrDefault(key) + 1;
                if (!keys.TryGetValue((key, copy), out var index))
                {
                    keys.Add((key, copy), index = items.Count);
                    items.Add([]);
                }

                entries[k] = new Entry(index, items[index].Count);
                items[index].Add(list[k]);
            }

            return entries;
        }
    }

    /// <inheritdoc/>
    protected override double UtilityOfPresent(int hypothesis, int reference)
    {
        var (left, right) = (_lists[hypothesis], _lists[reference]);
        if (left.Length + right.Length == 0)
        {
            return 1;
        }

        var sum = 0.0;
        foreach (var entry in left)
        {
            foreach (var other in right)
            {
                sum += entry.Key == other.Key ? _items[entry.Key].Utility(entry.Item, other.Item) : 0;
            }
        }

        return 2 * sum / (left.Length + right.Length);
    }

    /// <summary>
    /// The general F-maximiser (Dembczyński et al. 2011) with objects for labels: for each size k of the answer, an object with a key
    /// gains its best expected utility over 2 / (k + the size of each list), and the k largest gains count.
    /// </summary>
    protected override (object Value, double Sum) BestOfPresent(double[] weights, double total)
    {
        var most = 0.0;
        object[] best = [];
        for (var n = 0; n < weights.Length; n++)
        {
            most += this[n] is not null && _lists[n].Length == 0 ? weights[n] : 0;
        }

        for (var size = 1L; size <= _items.Length; size++)
        {
            var gains = Gains(weights, (int)size);
            var order = Enumerable.Range(0, gains.Length).OrderByDescending(key => gains[key].Sum).ThenBy(key => key);
            var taken = order.Take((int)size).ToArray();
            var sum = taken.Sum(key => gains[key].Sum);
            if (sum > most + (Slack * total))
            {
                most = sum;
                best = [.. taken.Where(key => gains[key].Value is not null).Order().Select(key => gains[key].Value!)];
            }

            if (gains.Sum(gain => gain.Sum) <= most)
            {
                break; // the gains of all objects only fall with the size
            }

            // So one object more is worth at most the least gain: sizes that cannot reach the best value are passed over.
            size += (long)Math.Clamp(((most * (1 - Slack)) - sum) / gains[taken[^1]].Sum, 0, _items.Length);
        }

        return (best, most);
    }

    private (object? Value, double Sum)[] Gains(double[] weights, int size)
    {
        var votes = Array.ConvertAll(_items, items => new double[items.Count]);
        for (var n = 0; n < weights.Length; n++)
        {
            foreach (var entry in _lists[n])
            {
                votes[entry.Key][entry.Item] = weights[n] * 2 / (size + _lists[n].Length);
            }
        }

        return [.. _items.Select((items, key) => items.Best(votes[key], isRequired: true))];
    }

    private readonly record struct Entry(int Key, int Item);
}
