using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;
using CsCheck;

namespace Accelerated.Inference.Tests;

/// <summary>The order of candidates decides nothing; a failure shows the smallest counterexample and its seed.</summary>
public sealed class OrderTests
{
    private static readonly Gen<Candidate> Answers =
        from text in OneOf("1", "2", "2.0", "3", "so 2", "it is 3", "none", "a b", "b a", "a c", "")
        from units in Gen.Int[1, 4]
        from source in OneOf("x", "y")
        select new Candidate(text) { Weight = units / 4.0, LogProbability = Math.Log(units / 8.0), Source = source };

    private static readonly Gen<(Problem Problem, Problem Permuted)> Problems =
        from candidates in Answers.Array[1, 7]
        from permuted in Gen.Shuffle(candidates)
        from gold in OneOf("2", "3", "a b", "none").Array[1, 2]
        select (new Problem("q", candidates) { Gold = Gold(gold) }, new Problem("q", permuted) { Gold = Gold(gold) });

    [TestCase(WeightSource.Uniform, null)]
    [TestCase(WeightSource.Given, null)]
    [TestCase(WeightSource.LogProbability, null)]
    [TestCase(WeightSource.Uniform, "last-number")]
    public void The_same_items_in_any_order_of_candidates_give_the_same_report(WeightSource weights, string? extract) =>
        Problems.Array[1, 5].Sample(
            items =>
            {
                var first = Report(items.Select(item => item.Problem), weights, extract);
                var second = Report(items.Select(item => item.Permuted), weights, extract);
                return first.Scores.Count == second.Scores.Count
                    && first.Scores.Zip(second.Scores).All(pair => Same(pair.First, pair.Second));
            },
            iter: 300,
            print: items => string.Join('\n', items.Select(item => $"{Text(item.Problem)} in the order {Text(item.Permuted)}")));

    private static string Text(Problem problem) =>
        string.Join(", ", problem.Candidates.Select(candidate => $"'{candidate.Text}' {candidate.Weight}")) + $" ({problem.Gold![0].Text})";

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(k => texts[k]);

    private static EvaluationReport Report(IEnumerable<Problem> problems, WeightSource weights, string? extract)
    {
        string[] names = ["exact-match", "token-f1", "absolute-error", "hit:delta=0.5", "wer"];
        using var evaluation = new Evaluation(new EvaluationOptions([.. names.Select(MetricCatalogue.Parse)])
        {
            Weights = weights,
            Resamples = 5,
            Extractor = extract is null ? null : AnswerExtractor.Parse(extract),
        });
        foreach (var problem in problems)
        {
            evaluation.Add(problem);
        }

        return evaluation.Report();
    }

    private static bool Same(RuleScore left, RuleScore right) =>
        (left.Rule, left.Metric, left.Items, left.Tied, left.Missing) == (right.Rule, right.Metric, right.Items, right.Tied, right.Missing)
        && Near(left.Value, right.Value) && Near(left.Difference, right.Difference) && Near(left.Low, right.Low)
        && Near(left.High, right.High);

    private static bool Near(double left, double right) =>
        left.Equals(right) || Math.Abs(left - right) <= 1e-12 * Math.Max(1, Math.Abs(left));

    private static Candidate[] Gold(string[] texts) => [.. texts.Select(text => new Candidate(text))];
}
