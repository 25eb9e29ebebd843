using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Accelerated.Cli.Input;

/// <summary>A conversation in JSON, as chat services take it: an array of objects with a <c>role</c> and a <c>content</c>.</summary>
internal static class MessagesValue
{
    private static readonly string[] Roles = ["system", "developer", "user", "assistant", "tool"];

    /// <summary>The messages that <paramref name="json"/> stands on.</summary>
    /// <exception cref="BadLineException">They are no conversation.</exception>
    public static IReadOnlyList<ChatMessage> Read(ref JsonLine json)
    {
        json.RequireArray("'messages'", "an array of objects with a 'role' and a 'content'");
        var messages = new List<ChatMessage>();
        while (json.NextElement())
        {
            messages.Add(Message(ref json, $"messages[{messages.Count}]"));
        }

        return messages.Count > 0 ? messages : throw new BadLineException("'messages' is empty; it must hold at least one");
    }

    private static ChatMessage Message(ref JsonLine json, string place)
    {
        json.RequireObject(place, "an object with a 'role' and a 'content'");
        string? role = null;
        string? content = null;
        while (json.NextProperty() is { } name)
        {
            switch (name)
            {
                case "role":
                    role = json.Text($"{place}.role");
                    break;
                case "content":
                    content = json.Token == JsonTokenType.StartArray ? Parts(ref json, $"{place}.content") : json.Text($"{place}.content");
                    break;
                case "name" or "id":
                    json.Skip();
                    break;
                default:
                    throw new BadLineException($"{place}.{name} cannot be used; a message has a 'role' and a 'content' of text");
            }
        }

        if (role is null || !Roles.Contains(role))
        {
            throw new BadLineException($"{place}.role is {(role is null ? "missing" : $"'{role}'")}; expected one of {string.Join(", ", Roles)}");
        }

        return new ChatMessage(role == "developer" ? ChatRole.System : new ChatRole(role), content ?? throw new BadLineException($"{place}.content is missing; give a text"));
    }

    // Services also take a content in parts.
    private static string Parts(ref JsonLine json, string place)
    {
        var text = "";
        for (var part = 0; json.NextElement(); part++)
        {
            json.RequireObject($"{place}[{part}]", "an object with a 'type' and a 'text'");
            while (json.NextProperty() is { } name)
            {
                if (name == "type" && json.Text($"{place}[{part}].type") is var type && type is not ("text" or "input_text" or "output_text"))
                {
                    throw new BadLineException($"{place}[{part}] is of type '{type}'; only text can be used");
                }

                if (name == "text")
                {
                    text += json.Text($"{place}[{part}].text");
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
