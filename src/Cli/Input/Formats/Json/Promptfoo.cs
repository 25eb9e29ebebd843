using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>Results of promptfoo; the answers of all providers, prompts and repeats to one test are candidates of one problem.</summary>
internal sealed class Promptfoo() : JsonShape("promptfoo", "promptfoo results: tests with a provider and a response")
{
    /// <inheritdoc/>
    public override string[]? List(IReadOnlySet<string> properties) =>
        properties.Contains("results.results") || properties.Contains("results.version") || properties.Contains("evalId")
            ? ["results", "results"]
            : null;

    /// <inheritdoc/>
    public override bool Merges => true;

    /// <inheritdoc/>
    public override bool Matches(JsonElement record) => record.Get("provider") is not null
        && (record.Get("testIdx") is not null || record.Get("testCase") is not null || record.Get("vars") is not null)
        && (record.Get("response") is not null || record.Get("error") is not null);

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        target.Id = record.Get("testIdx").Text() ?? record.Get("vars").TextOrJson() ?? record.Get("id").Text();
        target.Prompt = record.Get("prompt", "raw").Text();
        target.Candidates.Add(new MappedCandidate(record.Get("response", "output").TextOrJson())
        {
            Source = record.Get("provider", "id").Text() ?? record.Get("provider").Text(),
            Finish = record.Get("response", "finishReason").Text(),
        });
        target.Golds.AddRange((record.Get("testCase", "assert") ?? record.Get("assert")).Items()
            .Where(assertion => assertion.Get("type").Text() is "equals" or "similar")
            .Select(assertion => assertion.Get("value").Text()).OfType<string>());
        return true;
    }
}
