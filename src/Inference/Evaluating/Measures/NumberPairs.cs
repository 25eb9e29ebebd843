using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>Reads answers and right answers as numbers; of several right ones the nearest counts.</summary>
internal static class NumberPairs
{
    /// <summary>What a pair of numbers gives, for each answer; null where no right answer is a number.</summary>
    /// <param name="metric">Says how numbers are read.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="gold">The right answers.</param>
    /// <param name="statistics">The statistics of an answer's number and the right one.</param>
    public static double[]?[]? Read(
        NumberMetric metric, IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold, Func<double, double, double[]> statistics)
    {
        var reader = metric.Reader.For(answers.Concat(gold));
        double[] right = [.. gold.Select(item => Number(reader, item)).Where(double.IsFinite)];
        return right.Length == 0 ? null : [.. answers.Select(answer =>
            Number(reader, answer) is var number && double.IsFinite(number)
                ? statistics(number, right.MinBy(value => (Math.Abs(value - number), value)))
                : null)];
    }

    private static double Number(NumberReader reader, Candidate candidate)
    {
        try
        {
            return reader.TryRead(candidate, 0, out var number) ? number : double.NaN;
        }
        catch (CandidateException)
        {
            return double.NaN;
        }
    }
}
