using System.Text.Json.Nodes;

namespace Accelerated.Service.Tests;

/// <summary>Every field of a request with values of every kind.</summary>
public sealed class WrongKindTests
{
    [Test]
    public async Task A_value_of_a_wrong_kind_is_the_callers_error()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"));
        string[] values =
        [
            "1", "-1", "1e999", "1.5", "\"\"", "\"x\"", "\"\\ud800\"", "true", "[]", "[1]", "[null]", "[true]", "[\"\"]", "[\"\\ud800\"]",
            "[[]]", "[{}]", "[{\"text\": 1}]", "{}", "{\"a\": 1}", "{\"type\": 1}", "{\"text\": {}}", "\"inf\"", "\"nan\"",
        ];
        string[] decisions =
        [
            "metric", "rule", "weights", "risk", "self", "extract", "profile", "include_matrix", "top", "id", "language", "references",
            "gold", "candidates", "hypothesis", "reference", "metrics", "items", "bootstrap", "seed", "measures",
        ];
        string[] chat =
        [
            "messages", "model", "profile", "n_candidates", "n", "temperature", "top_p", "top_k", "max_tokens", "max_completion_tokens",
            "seed", "stop", "stream_options", "response_format", "modalities", "tools", "tool_choice", "top_logprobs", "logprobs",
            "frequency_penalty", "presence_penalty", "metadata", "include_candidates",
        ];
        string[] parts = ["text", "tokens", "logprob", "weight", "vector", "labels", "source", "finish"];
        var requests = values.SelectMany(value =>
            chat.Select(name => ("v1/chat/completions", With(RunningService.Chat(""), name, value)))
                .Concat(decisions.SelectMany(name => new[]
                {
                    ("v1/select", With("{\"candidates\": [\"a\", \"b\"]}", name, value)),
                    ("v1/score", With("{\"hypothesis\": \"a\", \"reference\": \"b\"}", name, value)),
                    ("v1/evaluate", With(
                        "{\"items\": [{\"candidates\": [\"a\", \"b\"], \"gold\": \"a\"}], \"bootstrap\": 2}", name, value)),
                }))
                .Concat(parts.Select(name => (
                    "v1/select", $$"""{"weights": "given", "candidates": [{"text": "a", "weight": 1}, {"{{name}}": {{value}}}]}"""))));
        Assert.Multiple(async () =>
        {
            foreach (var (path, request) in requests)
            {
                var (status, body, _) = await service.PostAsync(path, request);
                Assert.That(status, Is.LessThan(500), $"{path} {request}: {body}");
            }

            Assert.That(service.Log, Does.Not.Contain(" failed: "));
        });
    }

    private static string With(string request, string name, string value)
    {
        var fields = JsonNode.Parse(request)!.AsObject();
        fields.Remove(name);
        var others = fields.ToJsonString()[1..];
        return $"{{\"{name}\": {value}{(others == "}" ? "" : ", ")}{others}";
    }
}
