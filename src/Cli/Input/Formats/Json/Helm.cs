using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>Request states of HELM's scenario_state.json: an instance with its references, and the completions of a request.</summary>
internal sealed class Helm() : JsonShape("helm", "HELM scenario states: request_states with completions")
{
    /// <inheritdoc/>
    public override string[]? List(IReadOnlySet<string> properties) =>
        properties.Contains("request_states") || properties.Contains("adapter_spec") ? ["request_states"] : null;

    /// <inheritdoc/>
    public override bool Merges => true;

    /// <inheritdoc/>
    public override bool Matches(JsonElement record) => (record.Get("instance") is not null && record.Get("request") is not null)
        || record.Get("completions").Items().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && first.Get("text") is not null;

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        var result = record.Get("result") ?? record;
        target.Id = record.Get("instance", "id").Text() ?? record.Get("id").Text();
        target.Prompt = record.Get("request", "prompt").Text() ?? record.Get("instance", "input", "text").Text();
        if (result.Get("success").Text() == "false" || Choices.Failure(result) is not null)
        {
            throw new BadLineException($"the request failed: {Choices.Failure(result) ?? "no reason is given"}");
        }

        target.Candidates.AddRange(result.Get("completions").Items().Select(completion => new MappedCandidate(completion.Get("text").Text())
        {
            LogProbability = completion.Get("logprob").Number(),
            Finish = completion.Get("finish_reason", "reason").Text(),
        }));
        target.Golds.AddRange(record.Get("instance", "references").Items()
            .Where(reference => reference.Get("tags").Items().Any(tag => ((JsonElement?)tag).Text() == "correct"))
            .Select(reference => reference.Get("output", "text").Text() ?? reference.Get("output").Text()).OfType<string>());
        return target.Candidates.Count > 0 ? true : throw new BadLineException("the request has no 'completions'");
    }
}
