using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>A response of the chat completions API, which many servers speak.</summary>
internal sealed class OpenAIChat() : JsonShape("openai-chat", "chat completion responses: choices with a message")
{
    /// <inheritdoc/>
    public override bool Matches(JsonElement record) =>
        record.Get("choices").Items().Any() && record.Get("choices").Items().All(choice => choice.Get("message") is not null);

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        target.Id = record.Get("id").Text();
        Choices.Read(record, target);
        return true;
    }
}
