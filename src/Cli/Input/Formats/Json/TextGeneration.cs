using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>Answers of Text Generation Inference and of pipelines: <c>generated_text</c>, alone or in an array for one prompt.</summary>
internal sealed class TextGeneration() : JsonShape("tgi", "generated_text, with details and best_of_sequences if asked for")
{
    /// <inheritdoc/>
    public override bool IsPart => true;

    /// <inheritdoc/>
    public override bool Matches(JsonElement record) => record.ValueKind == JsonValueKind.Array
        ? record.GetArrayLength() > 0 && record.EnumerateArray().All(IsAnswer)
        : IsAnswer(record);

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        List<JsonElement> answers = record.ValueKind == JsonValueKind.Array ? [.. record.EnumerateArray()] : [record];
        foreach (var answer in answers)
        {
            target.Id ??= answer.Get("id").Text();
            var details = answer.Get("details");
            target.Candidates.Add(Candidate(answer, details));
            target.Candidates.AddRange((details?.Get("best_of_sequences")).Items().Select(sequence => Candidate(sequence, sequence)));
        }

        return target.Candidates.Count > 0 ? true : throw new BadLineException("the array has no 'generated_text'");
    }

    private static bool IsAnswer(JsonElement value) => value.Has("generated_text", JsonValueKind.String);

    private static MappedCandidate Candidate(JsonElement answer, JsonElement? details) => new(answer.Get("generated_text").Text())
    {
        LogProbability = (details?.Get("tokens")).Items().Sum("logprob"),
        Finish = details?.Get("finish_reason").Text() switch { "eos_token" or "stop_sequence" => "stop", var other => other },
    };
}
