using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>The <c>choices</c> of a completion, chat or not, in the order of their indexes.</summary>
internal static class Choices
{
    /// <summary>Reads the choices.</summary>
    /// <exception cref="BadLineException">The response is an error, or has none.</exception>
    public static void Read(JsonElement response, MappedRecord target)
    {
        if (Failure(response) is { } failure)
        {
            throw new BadLineException($"the request failed: {failure}");
        }

        var choices = response.Get("choices").Items().ToList();
        if (choices.Count == 0)
        {
            throw new BadLineException("the response has no 'choices'");
        }

        target.Candidates.AddRange(choices.OrderBy(choice => choice.Get("index").Number() ?? 0).Select(Candidate));
    }

    /// <summary>The message of an error object; null if there is no error.</summary>
    public static string? Failure(JsonElement response) => response.Get("error") is not { } error ? null
        : error.Get("message").Text() ?? ((JsonElement?)error).TextOrJson();

    /// <summary>The text of a message: a string, or its parts together; null if the model gave none, as in a refusal.</summary>
    public static string? Content(JsonElement? content) => content is { ValueKind: JsonValueKind.Array }
        ? string.Concat(content.Items().Select(part => part.ValueKind == JsonValueKind.String ? part.GetString() : part.Get("text").Text()))
        : content.Text();

    private static MappedCandidate Candidate(JsonElement choice) =>
        new(choice.Get("message") is { } message ? Content(message.Get("content")) : choice.Get("text").Text())
        {
            LogProbability = LogProbability(choice),
            Finish = choice.Get("finish_reason").Text(),
            Tokens = choice.Get("token_ids"),
        };

    // Chat lists an object a token; the older form lists numbers, the first of which is null where the prompt is echoed.
    private static double? LogProbability(JsonElement choice) => choice.Get("logprobs", "content") is { } tokens
        ? ((JsonElement?)tokens).Items().Sum("logprob")
        : choice.Get("logprobs", "token_logprobs").Items().ToList() is { Count: > 0 } numbers
            && numbers.TrueForAll(number => number.ValueKind == JsonValueKind.Number)
            ? numbers.Sum(number => number.GetDouble())
            : null;
}
