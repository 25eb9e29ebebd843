namespace Accelerated.Metrics;

/// <summary>
/// P[i, s]: the share of weight of the samples of size s that hold symbol i, for the symbols of samples that have weight.
/// </summary>
internal sealed class SizeTable
{
    private readonly int[] _starts;
    private readonly (int Size, double Share)[] _entries;
    private readonly double[] _shares;
    private readonly List<(int Size, double Share)> _sizes = [];

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
            else if (_sizes.Count > 0 && _sizes[^1].Size == size)
            {
                _sizes[^1] = (size, _sizes[^1].Share + weight / total);
            }
            else
            {
                _sizes.Add((size, weight / total));
            }

            foreach (var symbol in samples[n])
            {
                if ((uint)symbol >= (uint)symbolCount)
                {
                    throw new ArgumentException(
                        $"Sample {n} holds symbol {symbol}; symbols must be in 0..{symbolCount - 1}.", nameof(samples));
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
        for (var index = 0; index < Symbols.Length; index++)
        {
            _starts[index + 1] = _starts[index] + lists[Symbols[index]]!.Count;
        }

        _entries = new (int, double)[_starts[^1]];
        _shares = new double[Symbols.Length];
        for (var index = 0; index < Symbols.Length; index++)
        {
            var target = _starts[index];
            foreach (var (size, sum) in lists[Symbols[index]]!)
            {
                _entries[target++] = (size, sum / total);
                _shares[index] += sum / total;
            }
        }
    }

    /// <summary>The symbols, ascending.</summary>
    public int[] Symbols { get; }

    /// <summary>The share of weight of the empty samples.</summary>
    public double EmptyShare { get; }

    /// <summary>The sizes and shares of the symbol at <paramref name="index"/>, by ascending size.</summary>
    public ReadOnlySpan<(int Size, double Share)> this[int index] => _entries.AsSpan(_starts[index].._starts[index + 1]);

    /// <summary>The least size of a sample that is not empty; there is one where there is a symbol.</summary>
    public int LeastSize => _sizes[0].Size;

    /// <summary>The greatest size of a sample.</summary>
    public int GreatestSize => _sizes[^1].Size;

    /// <summary>The share of weight of the samples that hold the symbol at <paramref name="index"/>.</summary>
    public double ShareOf(int index) => _shares[index];

    /// <summary>The indices, by falling share of the symbol, then ascending.</summary>
    public int[] IndicesByShare()
    {
        var indices = Enumerable.Range(0, Symbols.Length).ToArray();
        Array.Sort(
            indices, (left, right) => _shares[left] != _shares[right] ? _shares[right].CompareTo(_shares[left]) : left.CompareTo(right));
        return indices;
    }

    /// <summary>
    /// The sum over all symbols of (1 + b^2) x share / (b^2 x sample size + size), which is that of the samples' sizes times their shares.
    /// </summary>
    public double SumOfGains(int size, double betaSquared)
    {
        var sum = 0.0;
        foreach (var (sampleSize, share) in _sizes)
        {
            sum += sampleSize * share * (1 + betaSquared) / (betaSquared * sampleSize + size);
        }

        return sum;
    }
}
