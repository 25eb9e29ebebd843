namespace Accelerated.Metrics;

/// <summary>
/// What each answer costs under each truth: row y, column a is the cost C[y, a]. There may be more answers than truths, such as one that
/// abstains. Immutable.
/// </summary>
internal sealed class CostMatrix
{
    private readonly double[] _costs;

    /// <summary>A matrix of costs, copied.</summary>
    /// <param name="costs">Truths x answers finite costs, truth by truth; a gain is a negative cost.</param>
    /// <param name="truths">Number of truths, at least 1.</param>
    /// <exception cref="ArgumentException">
    /// The costs do not make a matrix with at least one answer, or one is not finite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of truths is below 1.</exception>
    public CostMatrix(ReadOnlySpan<double> costs, int truths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(truths, 1);
        if (costs.IsEmpty || costs.Length % truths != 0)
        {
            throw new ArgumentException(
                $"{costs.Length} costs do not make a matrix of {truths} rows; give the same number for each truth, at least one.",
                nameof(costs));
        }

        Truths = truths;
        Answers = costs.Length / truths;
        for (var k = 0; k < costs.Length; k++)
        {
            if (!double.IsFinite(costs[k]))
            {
                throw new ArgumentException(
                    $"The cost of answer {k % Answers} under truth {k / Answers} is {costs[k]}; it must be finite. To forbid an answer, "
                    + "give it a large cost.",
                    nameof(costs));
            }
        }

        _costs = costs.ToArray();
    }

    /// <summary>Number of truths.</summary>
    public int Truths { get; }

    /// <summary>Number of answers.</summary>
    public int Answers { get; }

    /// <summary>The answer of least expected cost; of equal ones the lowest.</summary>
    /// <param name="probabilities">One weight a truth, finite and at least 0, in any unit; at least one positive.</param>
    /// <param name="expectedCost">Its expected cost, in the unit of the costs.</param>
    /// <exception cref="CandidateException">A weight is not allowed.</exception>
    /// <exception cref="ArgumentException">There is not one weight a truth.</exception>
    public int Decide(ReadOnlySpan<double> probabilities, out double expectedCost)
    {
        var scale = -Math.ILogB(WeightedNumbers.RequireWeights(Truths, probabilities));
        var sums = new double[Answers];
        var total = 0.0;
        for (var y = 0; y < Truths; y++)
        {
            var weight = Math.ScaleB(probabilities[y], scale);
            total += weight;
            for (var a = 0; a < Answers; a++)
            {
                sums[a] += weight * _costs[y * Answers + a];
            }
        }

        var best = Ranking.Best(sums, [], Direction.LowerIsBetter);
        expectedCost = sums[best] / total;
        return best;
    }
}
