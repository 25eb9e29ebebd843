using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>A request's output of vLLM's offline inference, saved as JSON.</summary>
internal sealed class VllmOffline() : JsonShape("vllm", "vLLM request outputs: outputs with a text and a cumulative_logprob")
{
    /// <inheritdoc/>
    public override bool Matches(JsonElement record) => record.Get("outputs").Items().Any()
        && record.Get("outputs").Items().All(output => output.Has("text", JsonValueKind.String))
        && (record.Get("request_id") is not null || record.Get("outputs").Items().Any(IsOfVllm));

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        target.Id = record.Get("request_id").Text();
        target.Prompt = record.Get("prompt").Text();
        target.Candidates.AddRange(record.Get("outputs").Items().OrderBy(output => output.Get("index").Number() ?? 0).Select(output =>
            new MappedCandidate(output.Get("text").Text())
            {
                LogProbability = output.Get("cumulative_logprob").Number(),
                Tokens = output.Get("token_ids"),
                Finish = output.Get("finish_reason").Text(),
            }));
        return true;
    }

    private static bool IsOfVllm(JsonElement output) =>
        output.TryGetProperty("cumulative_logprob", out _) || output.Get("token_ids") is not null;
}
