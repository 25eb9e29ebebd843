using System.Buffers;
using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>Finds the pairs of a user's metric whose utility is NaN or infinite; a sum over such a pair is so too.</summary>
internal static class NonFiniteUtilities
{
    /// <summary>Refuses sums that are not finite.</summary>
    /// <param name="problem">The problem; only a user's metric is looked at.</param>
    /// <param name="sums">One weighted sum a row.</param>
    /// <exception cref="ScorerException">A sum is not finite; it names the first such pair by the definition.</exception>
    public static void Find(EncodedProblem problem, ReadOnlySpan<double> sums)
    {
        if (problem.Metric.Family != MetricFamily.Custom)
        {
            return;
        }

        for (var row = 0; row < sums.Length; row++)
        {
            if (!double.IsFinite(sums[row]))
            {
                throw Offence(problem, row, sums[row]);
            }
        }
    }

    /// <summary>Refuses utilities that are not finite.</summary>
    /// <param name="problem">The problem; only a user's metric is looked at.</param>
    /// <param name="firstRow">The row of the first utility.</param>
    /// <param name="utilities">Utilities of consecutive rows, row by row.</param>
    /// <exception cref="ScorerException">A utility is not finite.</exception>
    public static void Find(EncodedProblem problem, int firstRow, ReadOnlySpan<double> utilities)
    {
        if (problem.Metric.Family != MetricFamily.Custom)
        {
            return;
        }

        for (var k = 0; k < utilities.Length; k++)
        {
            if (!double.IsFinite(utilities[k]))
            {
                throw ScorerException.NotFinite(problem, firstRow + k / problem.Columns, k % problem.Columns, utilities[k]);
            }
        }
    }

    private static ScorerException Offence(EncodedProblem problem, int row, double sum)
    {
        var utilities = ArrayPool<double>.Shared.Rent(problem.Columns);
        try
        {
            ReferencePairs.Fill(problem, row, 0, utilities.AsSpan(0, problem.Columns));
            for (var column = 0; column < problem.Columns; column++)
            {
                if (!double.IsFinite(utilities[column]))
                {
                    return ScorerException.NotFinite(problem, row, column, utilities[column]);
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(utilities);
        }

        var name = problem.Metric.Info.Name;
        return new ScorerException(
            FormattableString.Invariant($"The weighted sum of {name} is {sum} for hypothesis {problem.CandidateOf(row)}, ")
            + "though its utilities are finite; it must be a finite number. Let the scorer return smaller values.",
            name,
            problem.CandidateOf(row),
            -1);
    }
}
