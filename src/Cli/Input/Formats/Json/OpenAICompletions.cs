using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>A response of the older completions API, whose choices are texts.</summary>
internal sealed class OpenAICompletions() : JsonShape("openai-completions", "completion responses: choices with a text")
{
    /// <inheritdoc/>
    public override bool Matches(JsonElement record) =>
        record.Get("choices").Items().Any() && record.Get("choices").Items().All(choice => choice.Has("text", JsonValueKind.String));

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        target.Id = record.Get("id").Text();
        Choices.Read(record, target);
        return true;
    }
}
