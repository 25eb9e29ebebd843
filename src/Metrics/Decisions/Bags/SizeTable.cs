namespace Accelerated.Metrics;

/// <summary>P[i, s]: the share of weight of the samples of size s that hold symbol i, for the symbols of samples that have weight.</summary>
internal sealed class SizeTable
{
    private readonly int[] _starts;
    private readonly (int Size, double Share)[] _entries;

    public SizeTable(RaggedRows<int> samples, int symbolCount, ReadOnlySpan<double> weights)
    {
        var scale = -Math.ILogB(WeightedNumbers.RequireWeights(samples.Count, weights));
        var order = new List<int>();
        var total = 0.0;
        for (var n = 0; n < samples.Count; n++)
        {
            if (weights[n] > 0)
            {
                order.Add(n);
                total += Math.ScaleB(weights[n], scale);
            }
        }

        order.Sort((left, right) => samples.LengthOf(left) != samples.LengthOf(right)
            ? samples.LengthOf(left).CompareTo(samples.LengthOf(right)) : left.CompareTo(right));
        var lists = new List<(int Size, double Share)>?[symbolCount];
        foreach (var n in order)
        {
            var size = samples.LengthOf(n);
            var weight = Math.ScaleB(weights[n], scale);
            if (size == 0)
            {
                EmptyShare += weight;
            }

            foreach (var symbol in samples[n])
            {
                if ((uint)symbol >= (uint)symbolCount)
                {
                    throw new ArgumentException($"Sample {n} holds symbol {symbol}; symbols must be in 0..{symbolCount - 1}.", nameof(samples));
                }

                var list = lists[symbol] ??= [];
                if (list.Count > 0 && list[^1].Size == size)
                {
                    list[^1] = (size, list[^1].Share + weight);
                }
                else
                {
                    list.Add((size, weight));
                }
            }
        }

        EmptyShare /= total;
        Symbols = [.. Enumerable.Range(0, symbolCount).Where(symbol => lists[symbol] is not null)];
        _starts = new int[Symbols.Length + 1];
        for (var place = 0; place < Symbols.Length; place++)
        {
            _starts[place + 1] = _starts[place] + lists[Symbols[place]]!.Count;
        }

        _entries = new (int, double)[_starts[^1]];
        for (var place = 0; place < Symbols.Length; place++)
        {
            var target = _starts[place];
            foreach (var (size, sum) in lists[Symbols[place]]!)
            {
                _entries[target++] = (size, sum / total);
            }
        }
    }

    /// <summary>The symbols, ascending; their indices are places in the table.</summary>
    public int[] Symbols { get; }

    /// <summary>The share of weight of the empty samples.</summary>
    public double EmptyShare { get; }

    /// <summary>The sizes and shares of the symbol at <paramref name="place"/>, by ascending size.</summary>
    public ReadOnlySpan<(int Size, double Share)> this[int place] => _entries.AsSpan(_starts[place].._starts[place + 1]);
}
