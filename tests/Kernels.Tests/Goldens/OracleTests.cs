using System.Globalization;
using Accelerated.Metrics;
using Accelerated.Oracles;

namespace Accelerated.Kernels.Tests.Goldens;

/// <summary>Every metric against its textbook definition, on random answers; and what holds for every metric.</summary>
public sealed class OracleTests
{
    private const int Texts = 18;

    private static IEnumerable<string> TextNames() => TextMetrics.All.Keys;

    private static IEnumerable<string> NumberNames() => NumberMetrics.All.Keys;

    [TestCaseSource(nameof(TextNames))]
    public void A_text_metric_equals_its_textbook_definition(string name)
    {
        foreach (var seed in new[] { 1, 2 })
        {
            var texts = Draw(name, seed);
            var (matrix, problem) = Matrix(name, texts.Select(text => new Candidate(text)));
            for (var i = 0; i < texts.Length; i++)
            {
                for (var j = 0; j < texts.Length; j++)
                {
                    Assert.That(
                        matrix[problem.RowOf[i] * problem.Columns + problem.ColumnOf[j]],
                        Is.EqualTo(TextMetrics.Score(name, texts[i], texts[j])).Within(1e-11),
                        $"seed {seed}: '{texts[i]}' | '{texts[j]}'");
                }
            }
        }
    }

    [TestCaseSource(nameof(NumberNames))]
    public void A_number_metric_equals_its_textbook_definition(string name)
    {
        const int Seed = 3;
        var random = new Random(Seed);
        var numbers = Enumerable.Range(0, 40).Select(
            i => i < 20 ? random.Next(1, 30) / 4.0 : Math.Exp(random.NextDouble() * 30 - 15)).ToArray();
        var (matrix, problem) = Matrix(name, numbers.Select(number => new Candidate(number.ToString("R", CultureInfo.InvariantCulture))));
        for (var i = 0; i < numbers.Length; i++)
        {
            for (var j = 0; j < numbers.Length; j++)
            {
                var expected = NumberMetrics.All[name](numbers[i], numbers[j]);
                Assert.That(
                    matrix[problem.RowOf[i] * problem.Columns + problem.ColumnOf[j]],
                    Is.EqualTo(expected).Within(1e-12 + 1e-12 * Math.Abs(expected)),
                    $"seed {Seed}: {numbers[i]} | {numbers[j]}");
            }
        }
    }

    [Test]
    public void Every_metric_over_texts_and_numbers_has_an_oracle() => Assert.That(
        MetricCatalogue.Definitions.Select(definition => definition.Name).Except(["cosine", "euclidean"]),
        Is.SubsetOf(TextMetrics.All.Keys.Concat(NumberMetrics.All.Keys).Select(name => name.Split(':')[0])));

    [TestCaseSource(nameof(TextNames))]
    public void A_text_metric_keeps_its_range_and_symmetry(string name)
    {
        const int Seed = 4;
        var (matrix, problem) = Matrix(name, Draw(name, Seed).Select(text => new Candidate(text)));
        var info = problem.Metric.Info;
        Assert.That(matrix, Is.All.InRange(info.Minimum, info.Maximum), $"seed {Seed}");
        var asymmetric = Asymmetric(matrix, problem.Rows);
        Assert.That(asymmetric == 0, Is.EqualTo(info.IsSymmetric), $"seed {Seed}: {asymmetric} ordered pairs differ");
    }

    [TestCaseSource(nameof(TextNames))]
    public void A_text_metric_gives_equal_texts_its_best_value_exactly(string name)
    {
        var info = MetricCatalogue.Parse(name).Info;
        string[] texts =
        [
            "five words, no more: these",
            "Das längste Wort; das kürzeste Wort; 3.14 und 2-3",
            "😀 日本 語 Ωμέγα привет x y",
        ];
        foreach (var text in texts)
        {
            Assert.That(
                Pair.Score(name, text, text), Is.EqualTo(info.Direction == Direction.HigherIsBetter ? info.Maximum : info.Minimum), text);
        }
    }

    [TestCaseSource(nameof(NumberNames))]
    public void A_number_metric_keeps_its_range_and_symmetry_and_knows_equal_numbers(string name)
    {
        const int Seed = 5;
        var random = new Random(Seed);
        var (matrix, problem) = Matrix(
            name,
            Enumerable.Range(0, 40).Select(
                i => new Candidate((random.NextDouble() * 10 + 0.01).ToString("R", CultureInfo.InvariantCulture))));
        var info = problem.Metric.Info;
        var n = problem.Rows;
        Assert.That(matrix, Is.All.InRange(info.Minimum, info.Maximum), $"seed {Seed}");
        for (var i = 0; i < n; i++)
        {
            Assert.That(
                matrix[i * n + i], Is.EqualTo(info.Direction == Direction.HigherIsBetter ? info.Maximum : info.Minimum), $"seed {Seed}");
        }

        var asymmetric = Asymmetric(matrix, n);
        Assert.That(asymmetric == 0, Is.EqualTo(info.IsSymmetric), $"seed {Seed}: {asymmetric} ordered pairs differ");
    }

    private static int Asymmetric(double[] matrix, int n)
    {
        var count = 0;
        for (var k = 0; k < matrix.Length; k++)
        {
            count += matrix[k] != matrix[k % n * n + k / n] ? 1 : 0;
        }

        return count;
    }

    private static string[] Draw(string name, int seed)
    {
        var random = new Random(seed);
        if (name.StartsWith("ranking", StringComparison.Ordinal))
        {
            string[] items = ["a", "b", "c", "d", "e"];
            return [.. Enumerable.Range(0, Texts).Select(_ => string.Join(", ", random.GetItems(items, random.Next(7))))];
        }

        var pieces = name.StartsWith("label", StringComparison.Ordinal) ? 4 : 16;
        var texts = new List<string> { "", " " };
        while (texts.Count < Texts)
        {
            var (left, right) = RandomTexts.DrawPair(random, pieces);
            texts.Add(left);
            texts.Add(right);
        }

        return [.. texts];
    }

    private static (double[] Matrix, EncodedProblem Problem) Matrix(string name, IEnumerable<Candidate> candidates)
    {
        using var engine = new ReferenceEngine();
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse(name), [.. candidates]);
        var matrix = new double[problem.Rows * problem.Columns];
        engine.Utilities(problem, 0, problem.Rows, matrix);
        return (matrix, problem);
    }
}
