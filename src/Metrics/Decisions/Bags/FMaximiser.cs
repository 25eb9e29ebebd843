namespace Accelerated.Metrics;

/// <summary>
/// The set of greatest expected F-beta over all sets, exactly: the general F-maximiser (Dembczyński et al. 2011; Waegeman et al. 2014).
/// With P[i, s] the probability that symbol i is in a set of size s, and D[i, k] = sum over s of P[i, s] (1 + b^2) / (b^2 s + k), the best set of
/// size k is the k symbols of largest D[., k], and worth their sum. Bags are sets whose symbols are the copies of a token (<see cref="BagOrder"/>).
/// Ties: the smaller k (sums equal to a relative 1e-12), then the lower symbol.
/// </summary>
/// <remarks>
/// Cost: for each k, the symbols of all samples once and a sort of the symbols; k stops at about (1 + b^2) x mean size / best value, past which
/// no set can be better.
/// </remarks>
public sealed class FMaximiser
{
    private const double Slack = 1e-12;

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
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "The beta of an F must be finite and at least 0; 1 weighs precision and recall alike.");
        }

        if (!(emptyValue is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(emptyValue), emptyValue, "The F of two empty sets must be in 0..1; usually it is 1.");
        }

        _table = new SizeTable(samples, symbolCount, weights);
        _betaSquared = beta * beta;
        _emptyValue = emptyValue;
    }

    /// <summary>The best set.</summary>
    public FOptimum Maximise()
    {
        var gains = new double[_table.Symbols.Length];
        var sorted = new double[gains.Length];
        var best = _table.EmptyShare * _emptyValue;
        var bestSize = 0;
        for (var k = 1; k <= gains.Length; k++)
        {
            var bound = Gains(k, gains);
            gains.CopyTo(sorted, 0);
            Array.Sort(sorted);
            var value = 0.0;
            for (var rank = 1; rank <= k; rank++)
            {
                value += sorted[^rank];
            }

            if (value > best * (1 + Slack))
            {
                best = value;
                bestSize = k;
            }

            if (bound <= best)
            {
                break; // the sum of all gains only falls with k
            }
        }

        return new FOptimum(Largest(bestSize, gains), best);
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
            var place = Array.BinarySearch(_table.Symbols, symbol);
            value += place < 0 ? 0 : Gain(place, symbols.Length);
        }

        return value;
    }

    private int[] Largest(int size, double[] gains)
    {
        if (size == 0)
        {
            return [];
        }

        Gains(size, gains);
        var places = new int[gains.Length];
        for (var place = 0; place < places.Length; place++)
        {
            places[place] = place;
        }

        Array.Sort(places, (left, right) => gains[left] != gains[right] ? gains[right].CompareTo(gains[left]) : left.CompareTo(right));
        var chosen = new int[size];
        for (var k = 0; k < size; k++)
        {
            chosen[k] = _table.Symbols[places[k]];
        }

        Array.Sort(chosen);
        return chosen;
    }

    private double Gains(int size, double[] gains)
    {
        var sum = 0.0;
        for (var place = 0; place < gains.Length; place++)
        {
            sum += gains[place] = Gain(place, size);
        }

        return sum;
    }

    private double Gain(int place, int size)
    {
        var sum = 0.0;
        foreach (var (sampleSize, share) in _table[place])
        {
            sum += share * (1 + _betaSquared) / (_betaSquared * sampleSize + size);
        }

        return sum;
    }
}
