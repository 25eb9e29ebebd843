namespace Accelerated.Metrics;

/// <summary>
/// The set of greatest expected F-beta over all sets, exactly: the general F-maximiser (Dembczyński et al. 2011; Waegeman et al. 2014).
/// With P[i, s] the probability that symbol i is in a set of size s, and D[i, k] = sum over s of P[i, s] (1 + b^2) / (b^2 s + k), the best
/// set of size k is the k symbols of largest D[., k], and worth their sum. Bags are sets whose symbols are the copies of a token
/// (<see cref="BagOrder"/>). Ties: the smaller k (sums equal to a relative 1e-12), then the lower symbol.
/// </summary>
/// <remarks>
/// Cost: for each k, the gains of the symbols frequent enough to be among the k largest, and their sort; k stops at about (1 + b^2) x mean
/// size / best value, past which no set can be better, and passes over those that cannot reach the best value: near the best k some sqrt(k)
/// stay, far from it hardly any.
/// </remarks>
internal sealed class FMaximiser
{
    private const double Slack = 1e-12;
    private const double Margin = 1e-9; // far above what rounding makes of sums
    private const int FewSymbols = 64;

    private readonly SizeTable _table;
    private readonly double _betaSquared;
    private readonly double _emptyValue;

    /// <summary>A maximiser over weighted samples of the truth.</summary>
    /// <param name="samples">Row n holds the distinct symbols of sample n.</param>
    /// <param name="symbolCount">Symbols are in 0..symbolCount-1.</param>
    /// <param name="weights">One weight a sample, finite and at least 0, in any unit; at least one positive.</param>
    /// <param name="beta">How much more recall counts than precision; finite and at least 0.</param>
    /// <param name="emptyValue">The F of two empty sets, in 0..1.</param>
    /// <exception cref="CandidateException">There is no sample, or a weight is not allowed.</exception>
    /// <exception cref="ArgumentException">The numbers of weights and samples differ, or a symbol is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Beta or the empty value is not allowed.</exception>
    public FMaximiser(RaggedRows<int> samples, int symbolCount, ReadOnlySpan<double> weights, double beta = 1, double emptyValue = 1)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (!(beta >= 0) || double.IsInfinity(beta))
        {
            throw new ArgumentOutOfRangeException(
                nameof(beta), beta, "The beta of an F must be finite and at least 0; 1 weighs precision and recall alike.");
        }

        if (!(emptyValue is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(emptyValue), emptyValue, "The F of two empty sets must be in 0..1; usually it is 1.");
        }

        _table = new SizeTable(samples, symbolCount, weights);
        _betaSquared = beta * beta;
        _emptyValue = emptyValue;
    }

    /// <summary>The best set.</summary>
    public FOptimum Maximise()
    {
        var order = _table.IndicesByShare();
        var gains = new double[order.Length];
        var reached = order.Length < FewSymbols ? 0 : NearlyBest(order, gains);
        var best = _table.EmptyShare * _emptyValue;
        var bestSize = 0;
        for (var k = 1L; k <= order.Length; k++)
        {
            var value = Value((int)k, order, gains, out var least);
            if (value > best * (1 + Slack))
            {
                best = value;
                bestSize = (int)k;
            }

            reached = Math.Max(reached, value);
            if (_table.SumOfGains((int)k, _betaSquared) <= best)
            {
                break; // the sum of the gains of all symbols only falls with k
            }

            // No gain rises with k, so one symbol more is worth at most the least gain: sizes that cannot reach what another does are
            // passed over.
            k += (long)Math.Clamp((reached * (1 - Margin) - value) / least, 0, order.Length);
        }

        return new FOptimum(Largest(bestSize, order), best);
    }

    /// <summary>The expected F of a set of symbols, each in one at most; of a sample, for example.</summary>
    /// <param name="symbols">Distinct symbols.</param>
    public double Expected(ReadOnlySpan<int> symbols)
    {
        if (symbols.IsEmpty)
        {
            return _table.EmptyShare * _emptyValue;
        }

        var value = 0.0;
        foreach (var symbol in symbols)
        {
            var index = Array.BinarySearch(_table.Symbols, symbol);
            value += index < 0 ? 0 : Gain(index, symbols.Length);
        }

        return value;
    }

    // What the best set of a size is worth, and the least gain in it.
    private double Value(int size, int[] order, double[] gains, out double least)
    {
        var count = Contenders(size, order);
        for (var rank = 0; rank < count; rank++)
        {
            gains[rank] = Gain(order[rank], size);
        }

        gains.AsSpan(0, count).Sort();
        var value = 0.0;
        for (var rank = 1; rank <= size; rank++)
        {
            value += gains[count - rank];
        }

        least = gains[count - size];
        return value;
    }

    // A value that is reached, near the best one where values rise to it and then fall, as they mostly do.
    private double NearlyBest(int[] order, double[] gains)
    {
        var best = 0.0;
        var index = 1;
        for (var k = 1L; k <= order.Length; k *= 2)
        {
            Try((int)k);
        }

        for (var step = index / 2; step >= 1; step /= 2)
        {
            var middle = index;
            Try(middle - step);
            Try(middle + step);
        }

        return best;

        void Try(int k)
        {
            if (k <= order.Length && Value(k, order, gains, out _) is var value && value > best)
            {
                (best, index) = (value, k);
            }
        }
    }

    private int[] Largest(int size, int[] order)
    {
        if (size == 0)
        {
            return [];
        }

        var indices = order[..Contenders(size, order)];
        var gains = Array.ConvertAll(indices, index => Gain(index, size));
        var ranks = Enumerable.Range(0, indices.Length).ToArray();
        Array.Sort(
            ranks,
            (left, right) => gains[left] != gains[right] ? gains[right].CompareTo(gains[left]) : indices[left].CompareTo(indices[right]));
        var chosen = new int[size];
        for (var k = 0; k < size; k++)
        {
            chosen[k] = _table.Symbols[indices[ranks[k]]];
        }

        Array.Sort(chosen);
        return chosen;
    }

    // A symbol of share P gains between (1 + b^2) P / (b^2 s + k) at the largest size s and the same at the least, so one whose greatest
    // gain is below the least gain of k others is not among the k largest. The first so many of the order by share remain.
    private int Contenders(int k, int[] order)
    {
        var (betaSquared, share) = (_betaSquared, _table.ShareOf(order[k - 1]));
        var least = share * (betaSquared * _table.LeastSize + k) / (betaSquared * _table.GreatestSize + k) * (1 - 1e-9);
        var low = k;
        var high = order.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_table.ShareOf(order[middle]) >= least)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private double Gain(int index, int size)
    {
        var sum = 0.0;
        foreach (var (sampleSize, share) in _table[index])
        {
            sum += share * (1 + _betaSquared) / (_betaSquared * sampleSize + size);
        }

        return sum;
    }
}
