using System.Text.Json.Nodes;

namespace Accelerated.Metrics.Tests.Records;

/// <summary>Lists of objects that a key matches.</summary>
public sealed class ListTests
{
    private const int Seed = 11;

    private static readonly RecordSchema Item = new([new("id", FieldUtility.Exact()), new("n", FieldUtility.AbsoluteError(4))]);
    private static readonly RecordSchema Schema = new([new("items", FieldUtility.List(Item, "id"))]);

    [Test]
    public void Objects_match_by_key_and_count_by_their_fields()
    {
        const string Left = """{"items": [{"id": "a", "n": 1}, {"id": "b", "n": 3}]}""";
        const string Right = """{"items": [{"id": "b", "n": 1}, {"id": "c", "n": 1}, {"id": "d", "n": 1}]}""";
        Assert.That(Metric.Record(Schema).Score(Left, Right), Is.EqualTo(2 * 0.75 / 5).Within(1e-12)); // b: (1 + 1/2) / 2
    }

    [TestCase("""{"items": []}""", """{"items": []}""", 1)]
    [TestCase("""{"items": []}""", """{"items": [{"id": "a"}]}""", 0)]
    [TestCase("""{"items": []}""", "{}", 0)]
    [TestCase("""{"items": [{"id": "a", "n": 1}, {"id": "a", "n": 1}]}""", """{"items": [{"id": "a", "n": 1}]}""", 2.0 / 3)]
    [TestCase("""{"items": [{"n": 1}]}""", """{"items": [{"n": 1}]}""", 1)]
    public void Edges(string left, string right, double value) =>
        Assert.That(Metric.Record(Schema).Score(left, right), Is.EqualTo(value).Within(1e-12));

    [Test]
    public void The_list_is_the_best_of_all_lists()
    {
        var answers = Lists().ToArray();
        var random = new Random(Seed);
        for (var trial = 0; trial < 60; trial++)
        {
            var votes = Enumerable.Range(0, random.Next(1, 6)).Select(_ => answers[random.Next(answers.Length)]).ToArray();
            var weights = votes.Select(_ => (double)random.Next(1, 4)).ToArray();
            var (text, expected) = Records.Best(Schema, votes, weights);
            var parsed = votes.Select(Parse).ToArray();
            var best = answers.Max(answer =>
                Enumerable.Range(0, votes.Length).Sum(k => weights[k] * Utility(Parse(answer), parsed[k])) / weights.Sum());
            Assert.That(expected, Is.EqualTo(best).Within(1e-9), $"{text} for {string.Join(' ', votes)}");
        }
    }

    [Test]
    public void Objects_of_a_key_alone_are_decided_as_a_set()
    {
        var keyed = new RecordSchema([new("x", FieldUtility.List(new RecordSchema([new("id", FieldUtility.Exact())]), "id"))]);
        var set = new RecordSchema([new("x", FieldUtility.Set())]);
        var random = new Random(Seed);
        for (var trial = 0; trial < 200; trial++)
        {
            // Up to ten lists of up to three of ten keys: where all differ, the best list is longer than any of them.
            var lists = Enumerable.Range(0, random.Next(1, 11)).Select(_ =>
                Enumerable.Range(0, 10).OrderBy(_ => random.Next()).Take(random.Next(4)).ToArray()).ToArray();
            var objects = lists.Select(list => $$"""{"x": [{{string.Join(", ", list.Select(id => $"{{\"id\": {id}}}"))}}]}""").ToArray();
            var values = lists.Select(list => $$"""{"x": [{{string.Join(", ", list)}}]}""").ToArray();
            Assert.That(
                Records.Best(keyed, objects).Expected,
                Is.EqualTo(Records.Best(set, values).Expected).Within(1e-9),
                string.Join(' ', values));
        }
    }

    [Test]
    public void A_key_that_is_no_field_is_refused() => Assert.That(
        () => FieldUtility.List(Item, "name"),
        Throws.ArgumentException.With.Message.StartsWith("The key 'name' is none of the fields id, n. Name one of them."));

    // Every list of at most one object a key, over three keys and four numbers.
    private static IEnumerable<string> Lists()
    {
        for (var code = 0; code < 125; code++)
        {
            var items = new[] { ("a", code % 5), ("b", code / 5 % 5), ("c", code / 25) }
                .Where(item => item.Item2 > 0).Select(item => $$"""{"id": "{{item.Item1}}", "n": {{item.Item2}}}""");
            yield return $$"""{"items": [{{string.Join(", ", items)}}]}""";
        }
    }

    private static Dictionary<string, int> Parse(string record) =>
        JsonNode.Parse(record)!["items"]!.AsArray().ToDictionary(item => (string)item!["id"]!, item => (int)item!["n"]!);

    private static double Utility(Dictionary<string, int> h, Dictionary<string, int> r) => h.Count + r.Count == 0 ? 1
        : 2 * h.Keys.Intersect(r.Keys).Sum(key => (1 + Math.Max(0, 1 - Math.Abs(h[key] - r[key]) / 4.0)) / 2) / (h.Count + r.Count);
}
