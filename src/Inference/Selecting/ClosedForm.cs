using System.Globalization;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>The Bayes-optimal answer, for metrics with a closed form.</summary>
internal static class ClosedForm
{
    private static readonly Lazy<string[]> LazyNames = new(() =>
    [
        .. MetricCatalogue.Definitions.Select(definition => definition.Name).Where(name => MetricCatalogue.Parse(name).HasClosedForm),
    ]);

    /// <summary>The catalogue's metrics that have a closed form.</summary>
    public static IReadOnlyList<string> Names => LazyNames.Value;

    /// <summary>The best answer for a problem's references.</summary>
    public static Answer Decide(PreparedProblem problem) => problem.Encoded.Metric switch
    {
        NumberMetric { Rule: { } rule } metric => Number(problem, metric, rule),
        RecordMetric => new Answer(RecordMetric.Best(problem.Encoded), null),
        BagMetric { Rule: { } rule } => new Answer(rule.Decide(problem.References, Weights(problem)).Text, null),
        var metric => throw new OptionException(
            nameof(SelectionOptions.Rule), $"Metric '{metric.Info.Name}' has no closed form. Use SelectionRule.Candidates."),
    };

    /// <summary>The first candidate that the metric reads as equal to the answer; -1 where there is none.</summary>
    public static int CandidateEqualTo(Answer answer, PreparedProblem problem)
    {
        var encoded = problem.Encoded;
        if (encoded.Features is NumberFeatures numbers)
        {
            return FirstOf(encoded, row => numbers.Values[row] == answer.Number);
        }

        var candidates = problem.Problem.Candidates;
        if (encoded.Metric is RecordMetric records)
        {
            return Enumerable.Range(0, candidates.Count).FirstOrDefault(i => records.CanonicalText(candidates[i]) == answer.Text, -1);
        }

        var orders = ((BagFeatures)encoded.Metric.Encode([new Candidate(answer.Text), .. candidates])).Orders.ToArray();
        return Enumerable.Range(0, candidates.Count).Append(-1)
            .First(i => i < 0 || orders.All(order => SameBag(order.Bags[0], order.Bags[i + 1])));
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
                values[k] = readable; // has weight 0; kept so that an error names the right reference
            }
        }

        var best = rule.Minimise(values, Weights(problem));
        return new Answer(TextOf(best, metric.Reader), best);
    }

    // Some locales take three decimals for a group of thousands; with one more zero all read them alike.
    private static string TextOf(double number, NumberReader reader)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var isMisread = text.Length > 4 && text[^4] == '.' && reader.TryRead(new Candidate(text), 0, out var read) && read != number;
        return isMisread ? text + "0" : text;
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
