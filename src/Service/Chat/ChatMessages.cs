using System.Text;
using System.Text.Json;
using Accelerated.Service.Http;
using Microsoft.Extensions.AI;

namespace Accelerated.Service.Chat;

/// <summary>A conversation in OpenAI's form.</summary>
internal static class ChatMessages
{
    /// <summary>Reads the field <c>messages</c>.</summary>
    /// <exception cref="RequestException">It is not a conversation of texts.</exception>
    public static IReadOnlyList<ChatMessage> Read(JsonFields request) =>
        [.. request.RequiredArray("messages").Select(element => Message(new JsonFields(element.Value, element.Path)))];

    private static ChatMessage Message(JsonFields fields)
    {
        var role = fields.OneOf<ChatRole?>(
            "role",
            null,
            ("system", ChatRole.System),
            ("developer", ChatRole.System),
            ("user", ChatRole.User),
            ("assistant", ChatRole.Assistant));
        var content = fields.Value("content") switch
        {
            null when role == ChatRole.Assistant => "",
            { ValueKind: JsonValueKind.Array } => Parts(fields.RequiredArray("content")),
            _ => fields.RequiredText("content"),
        };
        fields.RefuseOthers("name", "refusal", "reasoning_content");
        return new ChatMessage(
            role ?? throw new RequestException(
                400, "missing_field", $"'{fields.PathOf("role")}' is missing; give system, user or assistant.", fields.PathOf("role")),
            content);
    }

    private static string Parts(IReadOnlyList<(JsonElement Value, string Path)> parts)
    {
        var text = new StringBuilder();
        foreach (var (value, path) in parts)
        {
            var part = new JsonFields(value, path);
            part.OneOf("type", "text", ("text", "text"), ("input_text", "text"), ("output_text", "text"));
            text.Append(part.RequiredText("text"));
            part.RefuseOthers("annotations");
        }

        return text.ToString();
    }
}
