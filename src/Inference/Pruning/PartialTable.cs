using Accelerated.Metrics;

namespace Accelerated.Inference.Pruning;

/// <summary>Computes utilities: of given rows (outer) against given columns (inner), both ascending.</summary>
internal delegate Task<double[][]> UtilityBlock(int[] rows, int[] columns, CancellationToken cancellation);

/// <summary>
/// The part of a utility matrix that is known: the rows that are left against the references drawn so far. No pair is computed twice.
/// While references are missing, a row's own column does not count for it: its utility, usually the best of all, would favour the rows
/// whose own reference happens to be drawn early.
/// </summary>
/// <param name="rows">Number of rows.</param>
/// <param name="weights">The weight of each column.</param>
/// <param name="order">The columns in the order in which they are drawn.</param>
/// <param name="direction">Which utilities are better.</param>
/// <param name="hasOwn">Whether column i is row i.</param>
/// <param name="compute">Computes utilities.</param>
internal sealed class PartialTable(
    int rows, double[] weights, int[] order, Direction direction, bool hasOwn, UtilityBlock compute)
{
    // Of sums that differ by rounding only, none is better.
    private const double Rounding = 1e-12;

    private readonly double[][] _utilities = [.. Enumerable.Range(0, rows).Select(_ => new double[order.Length])];
    private readonly int _sign = direction == Direction.HigherIsBetter ? 1 : -1;
    private readonly List<PartialRound> _rounds = [];
    private int[] _survivors = [.. Enumerable.Range(0, rows)];

    /// <summary>Number of references that can be drawn.</summary>
    public int References => order.Length;

    /// <summary>Number of references drawn.</summary>
    public int Used { get; private set; }

    /// <summary>Number of pairs computed.</summary>
    public long Pairs { get; private set; }

    /// <summary>The rows that are left, ascending.</summary>
    public IReadOnlyList<int> Survivors => _survivors;

    /// <summary>What was done so far.</summary>
    public IReadOnlyList<PartialRound> Rounds => _rounds;

    /// <summary>The rows that are left, best first; ties to the earlier.</summary>
    public IEnumerable<int> Ranking => _survivors.OrderByDescending(row => _sign * Expected(row));

    /// <summary>The best row that is left.</summary>
    public int Best => Ranking.First();

    /// <summary>The expected utility of a row that is left, by the references drawn.</summary>
    public double Expected(int row)
    {
        double sum = 0, weight = 0;
        for (var k = 0; k < Used; k++)
        {
            if (Counts(row, k))
            {
                sum += weights[order[k]] * _utilities[row][k];
                weight += weights[order[k]];
            }
        }

        // Where the own reference is the only one, it is better than none.
        return weight > 0 ? sum / weight : _utilities[row][0];
    }

    /// <summary>Whether a row is at least as good as another by drawn references, given by position, some several times.</summary>
    public bool IsAtLeast(int row, int other, int[] positions)
    {
        double gain = 0, scale = 0;
        foreach (var k in positions)
        {
            if (Counts(row, k) && Counts(other, k))
            {
                var (mine, others) = (_utilities[row][k], _utilities[other][k]);
                gain += weights[order[k]] * _sign * (mine - others);
                scale += weights[order[k]] * (Math.Abs(mine) + Math.Abs(others));
            }
        }

        return gain >= -Rounding * scale;
    }

    /// <summary>Draws more references and computes the utilities of the rows that are left.</summary>
    public async Task DrawAsync(int count, CancellationToken cancellation)
    {
        int[] positions = [.. Enumerable.Range(Used, count).OrderBy(k => order[k])];
        var block = await compute(_survivors, Array.ConvertAll(positions, k => order[k]), cancellation).ConfigureAwait(false);
        for (var r = 0; r < _survivors.Length; r++)
        {
            for (var k = 0; k < count; k++)
            {
                _utilities[_survivors[r]][positions[k]] = block[r][k];
            }
        }

        Used += count;
        Pairs += (long)count * _survivors.Length;
    }

    /// <summary>Ends a round: only these rows stay.</summary>
    public void Keep(IEnumerable<int> survivors)
    {
        _survivors = [.. survivors.Order()];
        _rounds.Add(new PartialRound(Used, Pairs, _survivors.Length));
    }

    private bool Counts(int row, int position) => !hasOwn || order[position] != row || Used == order.Length;
}
