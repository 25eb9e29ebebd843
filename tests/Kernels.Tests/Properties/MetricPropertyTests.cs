using System.Globalization;
using Accelerated.Metrics;
using CsCheck;

namespace Accelerated.Kernels.Tests.Properties;

/// <summary>What holds for every metric of the catalogue and any candidates; a failure names the smallest found and their seed.</summary>
public sealed class MetricPropertyTests
{
    private const int Samples = 30;

    // Sums are added in the order of the columns, so that another order may change their last bits.
    private const double Rounding = 1e-12;

    private static readonly Gen<string> Text =
        Gen.OneOf("the", "a", "cat", "Cat!", "sat", "on", "mat,", "3.14", "2-3", "école", "日本", "😀", "x")
            .Array[0, 9].Select(words => string.Join(' ', words));

    private static readonly Gen<Candidate> Any =
        from text in Text
        from tokens in Gen.Int[0, 6].Array[0, 9]
        from labels in Gen.OneOf("red", "green", "blue").Array[0, 3]
        from vector in Gen.Int[-3, 3].Array[3]
        select new Candidate(text) { Tokens = tokens, Labels = labels, Vector = Array.ConvertAll(vector, x => x + .25f) };

    private static readonly Gen<Candidate> Number =
        from eighths in Gen.Int[1, 80]
        select new Candidate((eighths / 8.0).ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<string> Names => MetricCatalogue.Definitions.Select(definition => definition.Name);

    [TestCaseSource(nameof(Names))]
    public void A_metric_keeps_its_range_and_symmetry(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        Candidates(metric, 1, 6).Sample(
            candidates =>
            {
                var problem = ProblemEncoder.Encode(metric, candidates);
                var (n, utilities) = (problem.Rows, Utilities(problem));
                return utilities.All(utility => utility >= metric.Info.Minimum && utility <= metric.Info.Maximum)
                    && (!metric.Info.IsSymmetric || Enumerable.Range(0, n * n).All(k => utilities[k] == utilities[k % n * n + k / n]));
            },
            iter: Samples,
            print: Print);
    }

    [TestCaseSource(nameof(Names))]
    public void No_reference_is_better_than_an_equal_one(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        var isHigher = metric.Info.Direction == Direction.HigherIsBetter;
        Candidates(metric, 2, 6).Sample(
            candidates =>
            {
                var problem = ProblemEncoder.Encode(metric, candidates);
                var (n, utilities) = (problem.Rows, Utilities(problem));
                return Enumerable.Range(0, n * n).All(k =>
                {
                    var (own, other) = (utilities[k / n * (n + 1)], utilities[k]);
                    return isHigher ? own >= other - 1e-6 : own <= other + 1e-6;
                });
            },
            iter: Samples,
            print: Print);
    }

    [TestCaseSource(nameof(Names))]
    public void References_given_twice_leave_expected_values_as_they_are(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        Gen.Select(Candidates(metric, 1, 4), Candidates(metric, 1, 6)).Sample(
            (candidates, references) => AreClose(
                Expected(ProblemEncoder.Encode(metric, candidates, references)),
                Expected(ProblemEncoder.Encode(metric, candidates, [.. references, .. references]))),
            iter: Samples,
            print: pair => $"{Print(pair.Item1)} against {Print(pair.Item2)}");
    }

    [TestCaseSource(nameof(Names))]
    public void Candidates_in_another_order_have_their_values_and_ranks(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        var orders = from candidates in Candidates(metric, 2, 7)
                     from order in Gen.Shuffle(Enumerable.Range(0, candidates.Length).ToArray())
                     select (candidates, order);
        orders.Sample(
            (candidates, order) =>
            {
                Candidate[] moved = [.. order.Select(i => candidates[i])];
                var (before, after) = (Of(candidates), Of(moved));
                return AreClose([.. order.Select(i => before.Expected[i])], after.Expected)
                    && AreClose(before.Ranked, after.Ranked);
            },
            iter: Samples,
            print: pair => $"{Print(pair.Item1)} in the order {string.Join(' ', pair.Item2)}");

        (double[] Expected, double[] Ranked) Of(Candidate[] candidates)
        {
            var problem = ProblemEncoder.Encode(metric, candidates);
            var rows = Expected(problem);
            double[] expected = [.. problem.RowOf.ToArray().Select(row => rows[row])];
            return (expected, [.. Ranking.Order(rows, problem.ColumnUnits, metric.Info.Direction).Select(row => rows[row])]);
        }
    }

    private static Gen<Candidate[]> Candidates(Metric metric, int fewest, int most) =>
        (metric.Family == MetricFamily.Numbers ? Number : Any).Array[fewest, most];

    private static double[] Utilities(EncodedProblem problem)
    {
        using var engine = new CpuEngine(1);
        var utilities = new double[problem.Rows * problem.Columns];
        engine.Utilities(problem, 0, problem.Rows, utilities);
        return utilities;
    }

    private static double[] Expected(EncodedProblem problem)
    {
        using var engine = new CpuEngine(1);
        var total = 0.0;
        foreach (var units in problem.ColumnUnits)
        {
            total += units;
        }

        return Array.ConvertAll(Agreement.Sums(engine, problem), sum => sum / total);
    }

    private static bool AreClose(double[] left, double[] right) =>
        left.Length == right.Length
        && left.Zip(right).All(pair => Math.Abs(pair.First - pair.Second) <= Rounding * Math.Max(1, Math.Abs(pair.First)));

    private static string Print(Candidate[] candidates) => string.Join(" | ", candidates.Select(candidate =>
        $"'{candidate.Text}' [{string.Join(' ', candidate.Tokens ?? [])}] {{{string.Join(' ', candidate.Labels ?? [])}}}"
        + $" ({string.Join(' ', candidate.Vector ?? [])})"));
}
