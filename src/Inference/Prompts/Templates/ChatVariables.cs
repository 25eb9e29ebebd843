using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Templates;

/// <summary>A conversation as templates read it. Everything in it is content, the names of the four roles excepted.</summary>
internal static class ChatVariables
{
    private const int MostNested = 64;
    private static readonly string[] Roles = ["system", "user", "assistant", "tool"];

    public static TemplateList Messages(IReadOnlyList<ChatMessage> messages)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var list = new List<object?>();
        foreach (var message in messages)
        {
            list.AddRange(Turns(message, names));
        }

        return new TemplateList(list);
    }

    // Each tool result is a separate turn, as templates expect.
    private static IEnumerable<TemplateDict> Turns(ChatMessage message, Dictionary<string, string> names)
    {
        foreach (var content in message.Contents)
        {
            if (content is not (TextContent or TextReasoningContent or FunctionCallContent or FunctionResultContent or UsageContent))
            {
                throw new PromptException(
                    $"A message of the {message.Role} has a {content.GetType().Name}; chat templates take texts and calls of functions. " +
                    "Leave it out, or describe it in words.");
            }
        }

        var results = message.Contents.OfType<FunctionResultContent>().ToArray();
        var calls = message.Contents.OfType<FunctionCallContent>().ToArray();
        if (results.Length == 0 || message.Text.Length > 0 || calls.Length > 0)
        {
            yield return Turn(message, calls, names);
        }

        foreach (var result in results)
        {
            var turn = new TemplateDict
            {
                ["role"] = TracedText.Markup("tool"),
                ["content"] = TracedText.Content(ResultText(result.Result)),
                ["tool_call_id"] = TracedText.Content(result.CallId),
            };
            if (names.TryGetValue(result.CallId, out var name))
            {
                turn["name"] = TracedText.Content(name);
            }

            yield return turn;
        }
    }

    private static TemplateDict Turn(ChatMessage message, FunctionCallContent[] calls, Dictionary<string, string> names)
    {
        var role = message.Role.Value;
        var turn = new TemplateDict
        {
            ["role"] = Array.IndexOf(Roles, role) >= 0 ? TracedText.Markup(role) : TracedText.Content(role),
            ["content"] = calls.Length > 0 && message.Text.Length == 0 ? null : TracedText.Content(message.Text),
        };
        var reasoning = string.Concat(message.Contents.OfType<TextReasoningContent>().Select(content => content.Text));
        if (reasoning.Length > 0)
        {
            turn["reasoning_content"] = TracedText.Content(reasoning);
        }

        if (calls.Length > 0)
        {
            turn["tool_calls"] = new TemplateList([.. calls.Select(Call)]);
        }

        foreach (var call in calls)
        {
            names[call.CallId] = call.Name;
        }

        return turn;
    }

    private static TemplateDict Call(FunctionCallContent call)
    {
        var arguments = new TemplateDict();
        foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
        {
            arguments[TracedText.Content(name)] = Value(value, 1);
        }

        return new TemplateDict
        {
            ["type"] = TracedText.Markup("function"),
            ["id"] = TracedText.Content(call.CallId),
            ["function"] = new TemplateDict { ["name"] = TracedText.Content(call.Name), ["arguments"] = arguments },
        };
    }

    private static string ResultText(object? result) => result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        JsonElement json => json.GetRawText(),
        _ => JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions.GetTypeInfo(result.GetType())),
    };

    private static object? Value(object? value, int level)
    {
        if (level > MostNested)
        {
            throw new PromptException($"The arguments of a function call are nested deeper than {MostNested} levels. Give flatter ones.");
        }

        return value switch
        {
            null => null,
            string text => TracedText.Content(text),
            bool => new Given(value),
            sbyte or byte or short or ushort or int or uint or long => new Given(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            float or double => new Given(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            JsonElement json => Value(json, level),
            IDictionary<string, object?> entries => Dict(
                entries.Select(entry => KeyValuePair.Create(entry.Key, Value(entry.Value, level + 1)))),
            IEnumerable<object?> items => new TemplateList([.. items.Select(item => Value(item, level + 1))]),
            _ => Value(JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType())), level),
        };
    }

    private static object? Value(JsonElement json, int level) => json.ValueKind switch
    {
        JsonValueKind.String => TracedText.Content(json.GetString()!),
        JsonValueKind.True or JsonValueKind.False => new Given(json.GetBoolean()),
        JsonValueKind.Number => new Given(json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble()),
        JsonValueKind.Object => Dict(
            json.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, Value((object)entry.Value, level + 1)))),
        JsonValueKind.Array => new TemplateList([.. json.EnumerateArray().Select(item => Value((object)item, level + 1))]),
        _ => null,
    };

    private static TemplateDict Dict(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        var dict = new TemplateDict();
        foreach (var (key, value) in entries)
        {
            dict[TracedText.Content(key)] = value;
        }

        return dict;
    }
}
