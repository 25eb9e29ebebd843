using System.Text.Json;
using Accelerated.Service.Profiles;

namespace Accelerated.Service.Tests;

/// <summary>Chat completions as plain HTTP.</summary>
public sealed class ChatTests
{
    private static readonly string[] s_cats = [" one cat sat", "two cats sat down", "one cat sat down", "no dog"];

    [Test]
    public async Task The_best_answer_comes_with_its_decision()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel(s_cats));
        var (status, body, _) = await service.ChatAsync("\"model\": \"small\", \"n_candidates\": 4");
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That(body.GetProperty("object").GetString(), Is.EqualTo("chat.completion"));
        Assert.That(body.GetProperty("model").GetString(), Is.EqualTo("small"));
        var choice = body.GetProperty("choices")[0];
        Assert.That(choice.GetProperty("message").GetProperty("content").GetString(), Is.EqualTo("one cat sat down"));
        Assert.That(choice.GetProperty("finish_reason").GetString(), Is.EqualTo("stop"));
        var decision = body.GetProperty("accelerated");
        Assert.That(decision.GetProperty("metric").GetString(), Is.EqualTo("token-f1"));
        Assert.That(decision.GetProperty("rule").GetString(), Is.EqualTo("candidates"));
        Assert.That(decision.GetProperty("profile").GetString(), Is.EqualTo("default"));
        Assert.That(decision.GetProperty("drawn").GetInt32(), Is.EqualTo(4));
        Assert.That(decision.GetProperty("expected").GetDouble(), Is.InRange(0.5, 0.9));
        Assert.That(decision.GetProperty("margin").GetDouble(), Is.Positive);
        Assert.That(decision.TryGetProperty("candidates", out _), Is.False);
    }

    [Test]
    public async Task A_request_chooses_metric_rule_and_number()
    {
        var model = new ScriptedModel("1", "2", "9");
        await using var service = await RunningService.StartAsync(model);
        var (_, closed, _) = await service.ChatAsync("\"metric\": \"squared-error\", \"n_candidates\": 3");
        Assert.That(Content(closed), Is.EqualTo("4"));
        Assert.That(closed.GetProperty("accelerated").GetProperty("rule").GetString(), Is.EqualTo("bayes"));
        Assert.That(closed.GetProperty("accelerated").GetProperty("value").GetDouble(), Is.EqualTo(4));
        var (_, candidates, _) = await service.ChatAsync("\"metric\": \"squared-error\", \"n_candidates\": 3, \"rule\": \"candidates\"");
        Assert.That(Content(candidates), Is.EqualTo("2"));
        Assert.That(candidates.GetProperty("accelerated").GetProperty("direction").GetString(), Is.EqualTo("lower"));
    }

    [Test]
    public async Task A_consensus_has_words_that_no_answer_has_together()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("x b c d", "a y c d", "a b z d"));
        var (status, body, _) = await service.ChatAsync(
            "\"metric\": \"levenshtein-words\", \"n_candidates\": 3, \"rule\": \"consensus\"");
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That(Content(body), Is.EqualTo("a b c d"));
        var decision = body.GetProperty("accelerated");
        Assert.That(decision.GetProperty("rule").GetString(), Is.EqualTo("consensus"));
        Assert.That(decision.GetProperty("words").GetArrayLength(), Is.EqualTo(4));
    }

    [Test]
    public async Task Sampling_fields_and_the_conversation_reach_the_model()
    {
        var model = new ScriptedModel("a");
        await using var service = await RunningService.StartAsync(model);
        var (status, body, _) = await service.PostAsync(
            "v1/chat/completions",
            """
            {"messages": [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": [{"type": "text", "text": "Hello"}]}],
             "temperature": 0.5, "top_p": 0.25, "top_k": 7, "max_completion_tokens": 9, "seed": 12, "stop": ["\n", "END"], "user": "u"}
            """);
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That(model.Messages.Select(message => (message.Role.Value, message.Text)), Is.EqualTo(
            new[] { ("system", "Be brief."), ("user", "Hello") }));
        var sampling = model.Sampling;
        Assert.That(
            (sampling.Temperature, sampling.TopP, sampling.TopK, sampling.MaxTokens, sampling.Seed),
            Is.EqualTo((0.5, 0.25, 7, 9, 12L)));
        Assert.That(sampling.StopStrings, Is.EqualTo(new[] { "\n", "END" }));
    }

    [Test]
    public async Task Candidates_have_shares_and_a_matrix_on_demand()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("b d", "b d", "b c", "x"));
        var (_, body, _) = await service.ChatAsync("\"n_candidates\": 4, \"include_matrix\": true");
        var decision = body.GetProperty("accelerated");
        var rows = decision.GetProperty("candidates").EnumerateArray().ToList();
        Assert.That(rows.Select(row => row.GetProperty("text").GetString()), Is.EqualTo(new[] { "b d", "b c", "x" }));
        Assert.That(rows.Select(row => row.GetProperty("count").GetInt32()), Is.EqualTo(new[] { 2, 1, 1 }));
        Assert.That(rows.Select(row => row.GetProperty("share").GetDouble()), Is.EqualTo(new[] { 0.5, 0.25, 0.25 }).Within(1e-9));
        Assert.That(rows[0].GetProperty("expected").GetDouble(), Is.EqualTo(0.625).Within(1e-9));
        var matrix = decision.GetProperty("matrix").EnumerateArray().Select(
            row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray()).ToArray();
        Assert.That(matrix, Is.EqualTo(new double[][] { [1, 0.5, 0], [0.5, 1, 0], [0, 0, 1] }));
    }

    [TestCase("")]
    [TestCase(", \"extract\": \"last-number\"")]
    public async Task Candidates_say_which_were_cut_off(string fields)
    {
        var model = new ScriptedModel("So 3", "So 4", "It is 3")
        {
            Finish = text => text == "So 4" ? Inference.FinishReason.Length : Inference.FinishReason.EndOfText,
        };
        await using var service = await RunningService.StartAsync(model);
        var (_, body, _) = await service.ChatAsync(
            "\"metric\": \"exact-match\", \"n_candidates\": 3, \"include_candidates\": true" + fields);
        Assert.That(
            body.GetProperty("accelerated").GetProperty("candidates").EnumerateArray()
                .Where(row => row.GetProperty("finish").GetString() == "length").Select(row => row.GetProperty("text").GetString()),
            Is.EqualTo(new[] { fields.Length > 0 ? "4" : "So 4" }));
    }

    [Test]
    public async Task N_is_the_number_of_answers_returned_the_best_first()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("b d", "b d", "b c", "x"));
        var (_, body, _) = await service.ChatAsync("\"n_candidates\": 8, \"n\": 2");
        Assert.That(
            body.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("message").GetProperty("content").GetString()),
            Is.EqualTo(new[] { "b d", "b c" }));
    }

    [TestCase("\"profile\": \"stars\"", null, "small")]
    [TestCase("\"model\": \"small@stars\"", null, "small")]
    [TestCase("", "stars", "small")]
    public async Task A_profile_is_named_by_field_model_or_header(string fields, string? header, string model)
    {
        var profiles = ProfileSet.Parse(
            """{"stars": {"metric": "absolute-error", "extract": "last-number", "n_candidates": 3, "max_tokens": 4}}"""u8.ToArray(),
            new Profile(),
            new ServiceLimits());
        var source = new ScriptedModel("It is 1", "So 3", "5 then");
        await using var service = await RunningService.StartAsync(source, profiles: profiles);
        if (header is not null)
        {
            service.Http.DefaultRequestHeaders.Add("X-Accelerated-Profile", header);
        }

        var (status, body, _) = await service.ChatAsync(fields);
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That(Content(body), Is.EqualTo("So 3"));
        Assert.That(body.GetProperty("accelerated").GetProperty("answer").GetString(), Is.EqualTo("3"));
        Assert.That(body.GetProperty("model").GetString(), Is.EqualTo(model));
        Assert.That(source.Sampling.MaxTokens, Is.EqualTo(4));
    }

    [Test]
    public async Task A_stream_has_signs_of_life_pieces_and_the_decision_last()
    {
        var model = new ScriptedModel("the quick brown fox jumps over the lazy dog") { Before = stop => Task.Delay(400, stop) };
        await using var service = await RunningService.StartAsync(
            model, new ServiceLimits { KeepAlive = TimeSpan.FromMilliseconds(50) });
        using var content = new StringContent(
            RunningService.Chat("\"stream\": true, \"stream_options\": {\"include_usage\": true}"), null, "application/json");
        using var response = await service.Http.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), content);
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
        var lines = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines[0], Is.EqualTo(": drawing"));
        Assert.That(lines[^1], Is.EqualTo("data: [DONE]"));
        var events = lines.Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line["data: ".Length..]).RootElement).ToList();
        var deltas = events.SelectMany(part => part.GetProperty("choices").EnumerateArray())
            .Select(choice => choice.GetProperty("delta").TryGetProperty("content", out var text) ? text.GetString() : "").ToList();
        Assert.That(string.Concat(deltas), Is.EqualTo("the quick brown fox jumps over the lazy dog"));
        Assert.That(deltas, Has.Count.GreaterThan(4));
        var last = events.Last(part => part.GetProperty("choices").GetArrayLength() > 0);
        Assert.That(last.GetProperty("choices")[0].GetProperty("finish_reason").GetString(), Is.EqualTo("stop"));
        Assert.That(last.GetProperty("accelerated").GetProperty("drawn").GetInt32(), Is.EqualTo(16));
        Assert.That(events[^1].GetProperty("choices").GetArrayLength(), Is.Zero);
    }

    [TestCase("")]
    [TestCase("\n \t")]
    [TestCase("one")]
    [TestCase("emoji 😀😀😀😀 and more 😀 words  with   spaces\n\nand lines")]
    public void Pieces_of_a_text_join_to_it(string text)
    {
        var pieces = Service.Chat.ChatStream.Pieces(text).ToList();
        Assert.That(string.Concat(pieces), Is.EqualTo(text));
        Assert.That(pieces, Has.None.Empty);
        Assert.That(pieces.Any(piece => char.IsLowSurrogate(piece[0])), Is.False);
    }

    [Test]
    public async Task Models_are_listed_with_their_profiles()
    {
        var profiles = ProfileSet.Parse("""{"stars": {"metric": "squared-error"}}"""u8.ToArray(), new Profile(), new ServiceLimits());
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"), profiles: profiles);
        using var models = JsonDocument.Parse(await service.Http.GetStringAsync(new Uri("v1/models", UriKind.Relative)));
        Assert.That(
            models.RootElement.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()),
            Is.EqualTo(new[] { "small", "small@stars" }));
    }

    [TestCase("small", 200)]
    [TestCase("small@stars", 200)]
    [TestCase("other", 404)]
    public async Task A_model_is_found_by_its_name(string name, int status)
    {
        var profiles = ProfileSet.Parse("""{"stars": {"metric": "squared-error"}}"""u8.ToArray(), new Profile(), new ServiceLimits());
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"), profiles: profiles);
        using var response = await service.Http.GetAsync(new Uri("v1/models/" + name, UriKind.Relative));
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        using var model = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var answer = status == 200 ? model.RootElement.GetProperty("id") : model.RootElement.GetProperty("error").GetProperty("code");
        Assert.That(answer.GetString(), Is.EqualTo(status == 200 ? name : "model_not_found"));
    }

    [Test]
    public async Task The_least_share_of_tokens_is_not_none()
    {
        var model = new ScriptedModel("a");
        await using var service = await RunningService.StartAsync(model);
        Assert.That((await service.ChatAsync("\"top_p\": 1e-300")).Status, Is.EqualTo(200));
        Assert.That(model.Sampling.TopP, Is.EqualTo((double)float.Epsilon));
    }

    private static string? Content(JsonElement body) =>
        body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
}
