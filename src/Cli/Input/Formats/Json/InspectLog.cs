using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>Samples of an Inspect log in JSON; the epochs of a sample are candidates of one problem.</summary>
internal sealed class InspectLog() : JsonShape("inspect", "Inspect logs: samples with an output and a target")
{
    /// <inheritdoc/>
    public override string[]? List(IReadOnlySet<string> properties) =>
        properties.Contains("eval") && (properties.Contains("samples") || properties.Contains("status") || properties.Contains("plan"))
            ? ["samples"]
            : null;

    /// <inheritdoc/>
    public override bool Merges => true;

    /// <inheritdoc/>
    public override bool Matches(JsonElement record) => record.Get("epoch") is not null && record.Get("output") is not null
        && record.Get("input") is not null;

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        target.Id = record.Get("id").Text();
        var input = record.Get("input");
        target.Prompt = input.Text() ?? input.Items().Select(message => Choices.Content(message.Get("content"))).LastOrDefault();
        var targets = record.Get("target");
        target.Golds.AddRange(AnswerLists.AnswersOf(targets));
        var model = record.Get("output", "model").Text();
        var choices = record.Get("output", "choices").Items().ToList();
        if (choices.Count == 0)
        {
            target.Candidates.Add(new MappedCandidate(record.Get("output", "completion").Text()) { Source = model });
            return true;
        }

        target.Candidates.AddRange(choices.Select(choice => new MappedCandidate(Choices.Content(choice.Get("message", "content")))
        {
            LogProbability = choice.Get("logprobs", "content").Items().Sum("logprob"),
            Finish = choice.Get("stop_reason").Text(),
            Source = model,
        }));
        return true;
    }
}
