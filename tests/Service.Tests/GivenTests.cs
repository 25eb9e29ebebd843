using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Service.Tests;

/// <summary>Decisions among candidates that a caller has.</summary>
public sealed class GivenTests
{
    private RunningService _service = null!;

    [OneTimeSetUp]
    public async Task Start() => _service = await RunningService.StartAsync(new ScriptedModel("a"), new ServiceLimits { Given = 20 });

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Selects_with_the_fields_of_the_tools_line()
    {
        var (status, body, _) = await _service.PostAsync(
            "v1/select",
            """
            {"id": "q7", "metric": "token-f1", "weights": "logprob", "top": 2, "candidates":
             ["the cat sat", {"text": "a cat sat down", "logprob": -1}, {"text": "a dog", "logprob": -2.5}]}
            """);
        Assert.That((status, body.GetProperty("error").GetProperty("message").GetString()), Is.EqualTo((
            422,
            "Candidate 0 has no 'logprob', which 'weights' 'logprob' needs. Set 'logprob' of every candidate, or use "
            + "'weights' 'uniform'.")));
        (status, body, _) = await _service.PostAsync(
            "v1/select",
            """
            {"id": "q7", "metric": "token-f1", "top": 2, "candidates": ["the cat sat", "a cat sat down", "a dog"], "include_matrix": true}
            """);
        Assert.That(status, Is.EqualTo(200), body.ToString());
        using var selector = new Selector(new SelectionOptions(Metric.TokenF1()) { Top = 2 });
        var selection = selector.Select(new Problem("q7", ["the cat sat", "a cat sat down", "a dog"]));
        var expected = Http.Reply.Object(json => SelectionFields.Write(json, selection, selector.Options, selection.Text));
        using var line = JsonDocument.Parse(expected);
        foreach (var property in line.RootElement.EnumerateObject())
        {
            Assert.That(body.GetProperty(property.Name).GetRawText(), Is.EqualTo(property.Value.GetRawText()), property.Name);
        }

        Assert.That(body.GetProperty("matrix").GetArrayLength(), Is.EqualTo(3));
    }

    [Test]
    public async Task Selects_among_extracted_answers_and_separate_references()
    {
        var (status, body, _) = await _service.PostAsync(
            "v1/select",
            """
            {"metric": "exact-match", "extract": "last-number", "candidates": ["So 3", "no idea", "It is 4"],
             "references": ["4", "4.0", "3"]}
            """);
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That(body.GetProperty("index").GetInt32(), Is.EqualTo(2));
        Assert.That(body.GetProperty("text").GetString(), Is.EqualTo("It is 4"));
        Assert.That(body.GetProperty("answer").GetString(), Is.EqualTo("4"));
        Assert.That(body.GetProperty("unanswered").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task Puts_an_answer_together_from_words()
    {
        var (status, body, _) = await _service.PostAsync(
            "v1/select",
            """{"metric": "levenshtein-words", "rule": "consensus", "candidates": ["x b c d", null, "a y c d", "a b z d"]}""");
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That((body.GetProperty("index").GetInt32(), body.GetProperty("text").GetString()), Is.EqualTo((-1, "a b c d")));
        Assert.That(
            body.GetProperty("words").EnumerateArray().Select(word => word.GetProperty("text").GetString()),
            Is.EqualTo(new[] { "a", "b", "c", "d" }));
        (status, body, _) = await _service.PostAsync(
            "v1/select", """{"metric": "squared-error", "rule": "consensus", "candidates": ["1", "2"]}""");
        Assert.That(status, Is.EqualTo(400), body.ToString());
        Assert.That(
            body.GetProperty("error").GetProperty("message").GetString(),
            Does.StartWith("Invalid value 'consensus' for 'rule': expected candidates").And.Contain("Its best answer is that of 'bayes'."));
    }

    [Test]
    public async Task Leaves_null_candidates_out_and_says_how_many()
    {
        var (status, body, _) = await _service.PostAsync(
            "v1/select", """{"metric": "token-f1", "candidates": [null, "a b", null, "a b c", "a b d"], "references": ["a b c", null]}""");
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That((body.GetProperty("index").GetInt32(), body.GetProperty("leftOut").GetInt32()), Is.EqualTo((3, 3)));
        Assert.That(
            body.GetProperty("ranking").EnumerateArray().Select(ranked => ranked.GetProperty("index").GetInt32()),
            Is.EqualTo(new[] { 3, 1, 4 }));
        (_, body, _) = await _service.PostAsync(
            "v1/select", """{"metric": "exact-match", "extract": "last-number", "candidates": [null, "none", "So 3", null, "It is 3"]}""");
        Assert.That((body.GetProperty("index").GetInt32(), body.GetProperty("unanswered").GetInt32()), Is.EqualTo((2, 1)), body.ToString());
        (status, body, _) = await _service.PostAsync(
            "v1/evaluate",
            """{"bootstrap": 2, "items": [{"candidates": [null, "a", "b"], "gold": "a"}, {"candidates": ["c"], "gold": "c"}]}""");
        Assert.That((status, body.GetProperty("leftOut").GetInt32()), Is.EqualTo((200, 1)), body.ToString());
        (_, body, _) = await _service.PostAsync("v1/select", """{"candidates": ["a", "b"]}""");
        Assert.That(body.TryGetProperty("leftOut", out _), Is.False);
    }

    [Test]
    public async Task Scores_against_the_best_of_several_references()
    {
        var (_, one, _) = await _service.PostAsync(
            "v1/score", """{"metric": "token-f1", "hypothesis": "the cat sat", "reference": "a cat sat down"}""");
        Assert.That(one.GetProperty("score").GetDouble(), Is.EqualTo(Metric.TokenF1().Score("the cat sat", "a cat sat down")));
        var (_, several, _) = await _service.PostAsync(
            "v1/score", """{"metric": "levenshtein", "hypothesis": "cat", "references": ["dog", {"text": "cut"}]}""");
        Assert.That(several.GetProperty("score").GetDouble(), Is.EqualTo(1));
    }

    [Test]
    public async Task Evaluates_items_with_right_answers()
    {
        var (status, body, _) = await _service.PostAsync(
            "v1/evaluate",
            """
            {"metrics": ["token-f1", "exact-match"], "bootstrap": 50, "items": [
              {"candidates": ["a b", "a c", "a b"], "gold": "a b"}, {"candidates": ["x", "y z", "y w"], "gold": ["y z", "y"]}]}
            """);
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That(body.GetProperty("items").GetInt32(), Is.EqualTo(2));
        Assert.That(
            body.GetProperty("scores").EnumerateArray().Select(score => score.GetProperty("rule").GetString()),
            Does.Contain("best expected token-f1").And.Contain("majority").And.Contain("oracle"));
    }

    [Test]
    public async Task Refuses_a_matrix_that_would_be_a_huge_answer()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"));
        var candidates = string.Join(',', Enumerable.Range(0, 513));
        var (status, body, _) = await service.PostAsync("v1/select", $$"""{"include_matrix": true, "candidates": [{{candidates}}]}""");
        Assert.That((status, body.GetProperty("error").GetProperty("message").GetString()), Is.EqualTo((
            400,
            "Invalid value true for 'include_matrix': expected false with more than 262144 pairs; 'accelerated matrix' writes larger "
            + "ones.")));
    }

    [TestCase("v1/select", "{\"metric\": \"token-f1\"}", 400, "'candidates' is missing; give an array.")]
    [TestCase(
        "v1/select",
        "{\"candidates\": [{\"txt\": \"a\"}]}",
        400,
        "Unknown field 'candidates[0].txt'; did you mean 'text'? Correct it, or leave it out.")]
    [TestCase("v1/select", "{\"candidates\": [{}]}", 400, "'candidates[0]' has no 'text'; add one, which may be empty.")]
    [TestCase(
        "v1/select",
        "{\"candidates\": [true]}",
        400,
        "Invalid value true for 'candidates[0]': expected a string, a number or an object with a 'text'.")]
    [TestCase(
        "v1/select", "{\"candidates\": [null]}", 400, "Invalid value an array of null only for 'candidates': expected at least one text.")]
    [TestCase(
        "v1/score",
        "{\"hypothesis\": \"a\", \"reference\": \"b\", \"references\": [\"c\"]}",
        400,
        "'reference' and 'references' exclude each other; give one of them.")]
    [TestCase(
        "v1/evaluate",
        "{\"metric\": \"dice\", \"metrics\": [\"dice\"], \"items\": [{\"candidates\": [\"a\"]}]}",
        400,
        "'metrics' and 'metric' exclude each other; give one of them.")]
    [TestCase("v1/select", "{\"candidates\": [\"a\"], \"language\": \"xx\"}", 400, null)]
    [TestCase("v1/select", "{\"candidates\": [\"a\"], \"metric\": \"squared-error\"}", 422, null)]
    [TestCase("v1/select", "{\"candidates\": [\"a\"], \"rule\": \"bayes\", \"metric\": \"bleu\"}", 400, null)]
    [TestCase(
        "v1/select",
        "{\"candidates\": [\"1\"], \"rule\": \"bayes\", \"metric\": \"squared-error\", \"self\": \"exclude\"}",
        400,
        "Invalid value 'exclude' for 'self': expected include where 'rule' is 'bayes': its answer has no self pair.")]
    [TestCase(
        "v1/select",
        "{\"candidates\": [0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0]}",
        400,
        "The request has more candidates and references than the service allows. Send fewer at a time, or ask "
        + "its operator for a higher limit.")]
    [TestCase(
        "v1/score",
        "{\"hypothesis\": \"a\"}",
        400,
        "The request needs one 'hypothesis' and a 'reference'; each is a string or an object with a 'text'.")]
    [TestCase("v1/evaluate", "{\"items\": [{\"candidates\": [\"a\"]}]}", 422, null)]
    public async Task Refuses_what_it_cannot_decide(string path, string request, int status, string? message)
    {
        var (given, body, _) = await _service.PostAsync(path, request);
        Assert.That(given, Is.EqualTo(status), body.ToString());
        Assert.That(body.GetProperty("error").GetProperty("message").GetString(), message is null ? Is.Not.Empty : Is.EqualTo(message));
    }
}
