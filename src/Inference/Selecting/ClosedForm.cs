using System.Globalization;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>The Bayes-optimal answer of the metrics that have one in closed form.</summary>
internal static class ClosedForm
{
    private static readonly Lazy<string[]> LazyNames = new(
        () => [.. MetricCatalogue.Definitions.Where(definition => MetricCatalogue.Parse(definition.Name).HasClosedForm).Select(definition => definition.Name)]);

    /// <summary>The catalogue's metrics that have a closed form.</summary>
    public static IReadOnlyList<string> Names => LazyNames.Value;

    /// <summary>The best answer for a problem's references.</summary>
    public static Answer Decide(PreparedProblem problem) => problem.Encoded.Metric switch
    {
        NumberMetric { Rule: { } rule } metric => Number(problem, metric, rule),
        BagMetric { Rule: { } rule } => new Answer(rule.Decide(problem.References, Weights(problem)).Text, null),
        var metric => throw new OptionException("rule", $"{metric.Info.Name} has no closed form; use the rule candidates."),
    };

    /// <summary>The first candidate that is the answer as the metric reads it; -1 where none is.</summary>
    public static int CandidateEqualTo(Answer answer, PreparedProblem problem)
    {
        var encoded = problem.Encoded;
        if (encoded.Features is NumberFeatures numbers)
        {
            return FirstOf(encoded, row => numbers.Values[row] == answer.Number);
        }

        var candidates = problem.Problem.Candidates;
        var orders = ((BagFeatures)encoded.Metric.Encode([new Candidate(answer.Text), .. candidates])).Orders.ToArray();
        return Enumerable.Range(0, candidates.Count).Append(-1).First(i => i < 0 || orders.All(order => SameBag(order.Bags[0], order.Bags[i + 1])));
    }

    private static int FirstOf(EncodedProblem encoded, Func<int, bool> isAnswer)
    {
        for (var i = 0; i < encoded.Candidates; i++)
        {
            if (encoded.RowOf[i] >= 0 && isAnswer(encoded.RowOf[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool SameBag(ReadOnlySpan<int> left, ReadOnlySpan<int> right) =>
        left.Length == right.Length && new HashSet<int>(left.ToArray()).SetEquals(right.ToArray());

    private static Answer Number(PreparedProblem problem, NumberMetric metric, INumberRule rule)
    {
        var values = new double[problem.References.Count];
        var readable = double.NaN;
        for (var k = 0; k < values.Length; k++)
        {
            if (metric.Reader.TryRead(problem.References[k], k, out values[k]))
            {
                readable = values[k];
            }
        }

        for (var k = 0; k < values.Length; k++)
        {
            if (problem.Encoded.ColumnOf[k] < 0)
            {
                values[k] = readable; // weighs nothing; kept so that an error names the right reference
            }
        }

        var best = rule.Minimise(values, Weights(problem));
        return new Answer(best.ToString("R", CultureInfo.InvariantCulture), best);
    }

    private static double[] Weights(PreparedProblem problem)
    {
        var weights = new double[problem.References.Count];
        for (var k = 0; k < weights.Length; k++)
        {
            weights[k] = problem.Encoded.Weights.Units[k];
        }

        return weights;
    }
}
