using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Accelerated.Metrics.Tests.Records;

/// <summary>No value is better than the one that a field answers: compared with all of a fine grid, or all subsets.</summary>
public sealed class OptimumTests
{
    private const int Seed = 7;

    [TestCase("exact", 0)]
    [TestCase("absolute", 2)]
    [TestCase("absolute", 0.75)]
    [TestCase("squared", 2)]
    [TestCase("squared", 3.5)]
    [TestCase("hit", 0)]
    [TestCase("hit", 1)]
    public void A_number_is_the_best_of_a_grid(string kind, double scale)
    {
        var schema = new RecordSchema([new("x", UtilityOf(kind, scale))]);
        var grid = Enumerable.Range(-8, 400).Select(k => k / 32.0).ToArray();
        var random = new Random(Seed);
        for (var trial = 0; trial < 150; trial++)
        {
            var values = Enumerable.Range(0, random.Next(1, 7)).Select(_ => random.Next(4) == 0 ? (double?)null : random.Next(0, 33) / 4.0);
            RequireBest(schema, kind, scale, [.. values], grid, random);
        }
    }

    [TestCase("absolute", 2)]
    [TestCase("absolute", 1.5)]
    [TestCase("squared", 2.5)]
    [TestCase("hit", 1)]
    [TestCase("hit", 1.5)]
    public void A_whole_number_is_the_best_of_whole_numbers(string kind, double scale)
    {
        var loss = kind switch { "absolute" => NumberLoss.Absolute, "hit" => NumberLoss.Hit, _ => NumberLoss.Squared };
        var schema = new RecordSchema([new("x", new NumberUtility(loss, scale, NumberForm.Integer))]);
        var grid = Enumerable.Range(-3, 20).Select(k => (double)k).ToArray();
        var random = new Random(Seed);
        for (var trial = 0; trial < 150; trial++)
        {
            var values = Enumerable.Range(0, random.Next(1, 7))
                .Select(_ => random.Next(5) == 0 ? (double?)null : random.Next(0, 11)).ToArray();
            var answer = RequireBest(schema, kind, scale, values, grid, random);
            Assert.That(answer is null || answer == Math.Floor(answer.Value), $"{answer}");
        }
    }

    [Test]
    public void A_list_is_the_best_of_all_subsets()
    {
        string[] labels = ["a", "b", "c", "d", "e"];
        var subsets = Enumerable.Range(0, 1 << labels.Length)
            .Select(bits => labels.Where((_, k) => (bits >> k & 1) == 1).ToArray()).ToArray();
        var schema = new RecordSchema([new("x", FieldUtility.Set())]);
        var random = new Random(Seed);
        for (var trial = 0; trial < 200; trial++)
        {
            var votes = Enumerable.Range(0, random.Next(1, 7))
                .Select(_ => random.Next(6) == 0 ? null : JsonSerializer.SerializeToNode(subsets[random.Next(subsets.Length)])).ToArray();
            var weights = votes.Select(_ => (double)random.Next(1, 5)).ToArray();
            var (text, expected) = Records.Best(schema, [.. votes.Select(Record)], weights);
            var best = subsets.Select(subset => JsonSerializer.SerializeToNode(subset)).Append(null)
                .Max(answer => Expected("set", 0, answer, votes, weights));
            Assert.That(expected, Is.EqualTo(best).Within(1e-9), $"{text} for {string.Join(' ', votes.Select(Record))}");
        }
    }

    [Test]
    public void Fields_are_decided_alone_and_weighted()
    {
        var schema = new RecordSchema([new("x", FieldUtility.Exact(), 3), new("y", FieldUtility.AbsoluteError(4))]);
        var random = new Random(Seed);
        for (var trial = 0; trial < 50; trial++)
        {
            var records = Enumerable.Range(0, random.Next(1, 7)).Select(_ =>
                $$"""{"x": {{random.Next(3)}}, "y": {{random.Next(6)}}}""").ToArray();
            var (_, expected) = Records.Best(schema, records);
            var best = (from x in Enumerable.Range(0, 3)
                        from y in Enumerable.Range(0, 6)
                        select records.Average(record =>
                        {
                            var r = JsonNode.Parse(record)!;
                            return (3 * ((int)r["x"]! == x ? 1 : 0) + Math.Max(0, 1 - Math.Abs((int)r["y"]! - y) / 4.0)) / 4;
                        })).Max();
            Assert.That(expected, Is.EqualTo(best).Within(1e-9));
        }
    }

    private static FieldUtility UtilityOf(string kind, double scale) => kind switch
    {
        "exact" => FieldUtility.Exact(),
        "absolute" => FieldUtility.AbsoluteError(scale),
        "squared" => FieldUtility.SquaredError(scale),
        _ => FieldUtility.Hit(scale),
    };

    private static double? RequireBest(RecordSchema schema, string kind, double scale, double?[] values, double[] grid, Random random)
    {
        var votes = values.Select(value => value is { } number ? Node(number) : null).ToArray();
        var weights = votes.Select(_ => (double)random.Next(1, 5)).ToArray();
        var (text, expected) = Records.Best(schema, [.. votes.Select(Record)], weights);
        var best = grid.Select(Node).Append(null)
            .Max(answer => Expected(kind, scale, answer, votes, weights));
        var answer = JsonNode.Parse(text)!["x"];
        Assert.That(
            expected, Is.GreaterThanOrEqualTo(best - 1e-9), $"{kind} {scale}: {text} for {string.Join(' ', votes.Select(Record))}");
        Assert.That(expected, Is.EqualTo(Expected(kind, scale, answer, votes, weights)).Within(1e-9));
        return (double?)answer;
    }

    private static double Expected(string kind, double scale, JsonNode? answer, JsonNode?[] votes, double[] weights) =>
        Enumerable.Range(0, votes.Length).Sum(k => weights[k] * FieldOracle.Utility(kind, scale, answer, votes[k])) / weights.Sum();

    private static JsonNode? Node(double number) => JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture));

    private static string Record(JsonNode? value) => value is null ? "{}" : $$"""{"x": {{value.ToJsonString()}}}""";
}
