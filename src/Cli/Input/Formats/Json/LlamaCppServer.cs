using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>A completion of llama.cpp's server, or the array of them that it gives for one prompt.</summary>
internal sealed class LlamaCppServer() : JsonShape("llamacpp", "llama.cpp server completions: content and stop")
{
    /// <inheritdoc/>
    public override bool IsPart => true;

    /// <inheritdoc/>
    public override bool Matches(JsonElement record) => record.ValueKind == JsonValueKind.Array
        ? record.GetArrayLength() > 0 && record.EnumerateArray().All(IsCompletion)
        : IsCompletion(record);

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        List<JsonElement> completions = record.ValueKind == JsonValueKind.Array ? [.. record.EnumerateArray()] : [record];
        target.Prompt = completions.Count > 0 ? completions[0].Get("prompt").Text() : null;
        target.Candidates.AddRange(completions.OrderBy(completion => completion.Get("index").Number() ?? 0).Select(Candidate));
        return target.Candidates.Count > 0 ? true : throw new BadLineException("the array has no completion");
    }

    private static bool IsCompletion(JsonElement value) => value.Has("content", JsonValueKind.String)
        && value.Get("role") is null
        && (value.Get("stop") ?? value.Get("stop_type") ?? value.Get("id_slot")) is not null;

    private static MappedCandidate Candidate(JsonElement completion) => new(completion.Get("content").Text())
    {
        LogProbability = (completion.Get("completion_probabilities") ?? completion.Get("probs")).Items().Sum("logprob"),
        Tokens = completion.Get("tokens") is { ValueKind: JsonValueKind.Array } tokens
            && tokens.EnumerateArray().All(token => token.ValueKind == JsonValueKind.Number) ? tokens : null,
        Finish = completion.Get("stop_type").Text() switch
        {
            "eos" or "word" => "stop",
            "limit" => "length",
            _ => null,
        },
    };
}
