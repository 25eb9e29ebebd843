using System.Globalization;
using Accelerated.Kernels.Cpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>Matrices of candidates of which some are the same or cannot be read.</summary>
public sealed class DuplicateTests
{
    // The first: half of the matrix is computed; lengths to 200: columns of one class of length stand together, not in their order.
    private static readonly string[] Metrics = ["levenshtein-tokens", "token-f1", "wer", "absolute-error", "exact-match"];

    // Which of the distinct answers each candidate is; -1 one without a number.
    private static IEnumerable<TestCaseData> Orders()
    {
        var random = new Random(7);
        yield return new TestCaseData(new[] { 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }).SetArgDisplayNames("at the start");
        yield return new TestCaseData(new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 11 }).SetArgDisplayNames("at the end");
        int[] inTheMiddle = [0, 1, 2, 3, 4, 5, 6, 7, 3, 8, 9, 10, 0, 11, 12, 13, 14, 15, 16, 17, 18, -1, 19, 20, 1, -1];
        yield return new TestCaseData(inTheMiddle).SetArgDisplayNames("in the middle");
        yield return new TestCaseData(new[] { 4, 4, 4, 4, 4, 4, 4, 4, 4 }).SetArgDisplayNames("all one");
        yield return new TestCaseData(Enumerable.Range(0, 80).Select(i => i % 40).ToArray()).SetArgDisplayNames("the list twice");
        yield return new TestCaseData(
            Enumerable.Range(0, 400).Select(_ => random.Next(-1, 280)).ToArray()).SetArgDisplayNames("anywhere, seed 7");
        yield return new TestCaseData(
            Enumerable.Range(0, 300).Select(i => i < 290 ? i : i % 3 * 140).ToArray()).SetArgDisplayNames("far from the first");
    }

    [TestCaseSource(nameof(Orders))]
    public void Every_cell_holds_the_utility_of_its_pair(int[] order)
    {
        foreach (var name in Metrics)
        {
            var answers = order.Select(k => Answer(name, k)).ToArray();
            Candidate[] references = [.. answers.Skip(order.Length / 2), Answer(name, 9), Answer(name, 9), Answer(name, 300)];
            foreach (var problem in new[] { Encode(name, answers, null), Encode(name, answers, references) })
            {
                var expected = Expected(problem);
                foreach (var threads in new[] { 1, 2 })
                {
                    using var engine = new CpuEngine(threads);
                    Check(engine, problem, expected, 0, problem.Candidates, $"{name}, {threads} threads");
                    Check(
                        engine,
                        problem,
                        expected,
                        problem.Candidates / 2,
                        problem.Candidates - problem.Candidates / 2,
                        $"{name}, lower half, {threads} threads");
                    Check(engine, problem, expected, problem.Candidates - 1, 1, $"{name}, last row, {threads} threads");
                }

                using var reference = new ReferenceEngine();
                Check(reference, problem, expected, 0, problem.Candidates, $"{name}, by blocks of distinct rows");
                Check(
                    reference,
                    problem,
                    expected,
                    problem.Candidates / 2,
                    problem.Candidates - problem.Candidates / 2,
                    $"{name}, lower half by blocks");
            }
        }
    }

    [Test]
    public void Every_cell_of_several_tiles(
        [Values("token-f1", "chrf", "bleu")] string name, [Values(560, 1100)] int distinct, [Values(10, 400)] int duplicates)
    {
        var random = new Random(8);
        var order = Enumerable.Range(0, distinct).Concat(Enumerable.Range(0, duplicates).Select(_ => random.Next(distinct))).ToArray();
        random.Shuffle(order);
        var answers = order.Select(k => Answer(name, k)).ToArray();
        var problem = Encode(name, [.. answers.Take(70)], answers);
        var expected = Expected(problem);
        using var engine = new CpuEngine(2);
        Check(engine, problem, expected, 0, problem.Candidates, $"{name}, seed 8");
    }

    // Sequences so short that equal references are computed again, in tiles that are full, half full and of one column; one to five rows.
    [Test]
    public void Every_cell_of_short_sequences(
        [Values("levenshtein-tokens", "osa", "indel", "rouge-l")] string name,
        [Values(1, 2, 3, 4, 5, 70)] int rows,
        [Values(31, 129, 300)] int references)
    {
        var random = new Random(9);
        Candidate[] answers = [.. Enumerable.Range(0, references).Select(k => Sequences.Candidate(random, 5 + k % 12, 20))];
        answers[references / 2] = answers[references - 1];
        answers[references / 3] = answers[0];
        Candidate[] candidates = [.. Enumerable.Range(0, rows).Select(k => Sequences.Candidate(random, k * 7 % 23, 20))];
        CheckParts(name, candidates, answers, all: true);
        answers[1] = Sequences.Candidate(random, 70, 20) with { Text = string.Join(' ', Enumerable.Repeat('a', 70)) };
        CheckParts(name, candidates, answers, all: false);
    }

    // Of a square matrix only a part of the rows is computed so.
    [Test]
    public void Every_cell_of_short_sequences_that_vote_themselves([Values("levenshtein-tokens", "osa", "indel")] string name)
    {
        var random = new Random(10);
        Candidate[] answers = [.. Enumerable.Range(0, 210).Select(k => Sequences.Candidate(random, 5 + k % 25, 20))];
        answers[100] = answers[209];
        CheckParts(name, answers, null, all: true);
    }

    private static void CheckParts(string name, Candidate[] candidates, Candidate[]? references, bool all)
    {
        var problem = Encode(name, candidates, references);
        Assert.That(PairKernels.TakesAllReferences(problem), Is.EqualTo(all), "the path under test");
        var expected = Expected(problem);
        using var engine = new CpuEngine(1);
        Check(engine, problem, expected, 0, problem.Candidates, name);
        Check(engine, problem, expected, problem.Candidates / 2, problem.Candidates - problem.Candidates / 2, $"{name}, lower half");
    }

    private static void Check(PairEngine engine, EncodedProblem problem, float[] expected, int first, int count, string what)
    {
        const int Guard = 20;
        var length = count * problem.References;
        var memory = new float[Guard + length + Guard];
        Array.Fill(memory, -7);
        var matrix = memory.AsSpan(Guard, length);
        engine.Matrix(problem, first, count, matrix);
        Assert.That(matrix.SequenceEqual(expected.AsSpan(first * problem.References, length)), Is.True, what);
        Assert.That(memory[..Guard].Concat(memory[^Guard..]), Is.All.EqualTo(-7), $"{what}: nothing is written beside the matrix");
    }

    private static float[] Expected(EncodedProblem problem)
    {
        using var reference = FastReference.Of(problem);
        var utilities = new double[problem.Rows * problem.Columns];
        reference.Utilities(problem, 0, problem.Rows, utilities);
        return [.. from row in problem.RowOf.ToArray() from column in problem.ColumnOf.ToArray()
                   select row < 0 || column < 0 ? float.NaN : (float)utilities[row * problem.Columns + column]];
    }

    private static EncodedProblem Encode(string name, Candidate[] candidates, Candidate[]? references) =>
        ProblemEncoder.Encode(MetricCatalogue.Parse(name), candidates, references);

    // The same k, the same answer; lengths jump, so that columns are reordered.
    private static Candidate Answer(string metric, int k)
    {
        if (metric == "absolute-error")
        {
            return k < 0 ? "none" : (k * 1.5).ToString(CultureInfo.InvariantCulture);
        }

        var random = new Random(k);
        return Sequences.Candidate(random, 1 + (k & 3) * 17 + (k % 19 == 0 ? 90 : 0), 9) is var answer && k >= 0
            ? answer with
            {
                Text = string.Create(CultureInfo.InvariantCulture, $"{answer.Text} {k}"),
                Tokens = [.. answer.Tokens!, 1000 + k],
            }
            : answer;
    }
}
