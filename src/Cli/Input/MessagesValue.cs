using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Accelerated.Cli.Input;

/// <summary>A conversation in the JSON of chat services: an array of objects with a <c>role</c> and a <c>content</c>.</summary>
internal static class MessagesValue
{
    private static readonly string[] Roles = ["system", "developer", "user", "assistant", "tool"];

    /// <summary>Reads the messages at <paramref name="json"/>.</summary>
    /// <exception cref="BadLineException">The value is not a conversation.</exception>
    public static IReadOnlyList<ChatMessage> Read(ref JsonLine json)
    {
        json.RequireArray("'messages'", "an array of objects with a 'role' and a 'content'");
        var messages = new List<ChatMessage>();
        while (json.NextElement())
        {
            messages.Add(Message(ref json, $"messages[{messages.Count}]"));
        }

        return messages.Count > 0 ? messages : throw new BadLineException("'messages' is empty; it must contain at least one element");
    }

    private static ChatMessage Message(ref JsonLine json, string path)
    {
        json.RequireObject(path, "an object with a 'role' and a 'content'");
        string? role = null;
        string? content = null;
        while (json.NextProperty() is { } name)
        {
            switch (name)
            {
                case "role":
                    role = json.Text($"{path}.role");
                    break;
                case "content":
                    content = json.Token == JsonTokenType.StartArray
                        ? Parts(ref json, $"{path}.content")
                        : json.Text($"{path}.content");
                    break;
                case "type" when json.Token == JsonTokenType.String && json.Text($"{path}.type") == "message":
                    break;
                case "name" or "id" or "status":
                case not "content" when json.Token == JsonTokenType.Null:
                    json.Skip();
                    break;
                default:
                    throw new BadLineException($"{path}.{name} is not supported; a message has a 'role' and a textual 'content'");
            }
        }

        if (role is null || !Roles.Contains(role))
        {
            throw new BadLineException(
                $"{path}.role is {(role is null ? "missing" : $"'{role}'")}; expected one of {string.Join(", ", Roles)}");
        }

        return new ChatMessage(
            role == "developer" ? ChatRole.System : new ChatRole(role),
            content ?? throw new BadLineException($"{path}.content is missing; give a string"));
    }

    // Services also accept content in parts.
    private static string Parts(ref JsonLine json, string path)
    {
        var text = "";
        for (var part = 0; json.NextElement(); part++)
        {
            json.RequireObject($"{path}[{part}]", "an object with a 'type' and a 'text'");
            while (json.NextProperty() is { } name)
            {
                if (name == "type"
                    && json.Text($"{path}[{part}].type") is var type
                    && type is not ("text" or "input_text" or "output_text"))
                {
                    throw new BadLineException($"{path}[{part}] has type '{type}'; only text is supported");
                }

                if (name == "text")
                {
                    text += json.Text($"{path}[{part}].text");
                }
                else if (name != "type")
                {
                    json.Skip();
                }
            }
        }

        return text;
    }
}
