using System.Text.Json;
using Accelerated.Cli.Input.Records;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>Requests to chat, completions or responses services, alone or as lines of a batch's input, as prompts.</summary>
internal sealed class OpenAIRequests() : JsonShape("openai-requests", "requests with messages, a prompt or an input, alone or in a batch")
{
    // Of the line and the body, what says where a request goes, or what is read elsewhere.
    private static readonly string[] Known = ["id", "custom_id", "method", "url", "body", "messages", "prompt", "input", "instructions"];

    // What the tool has options for.
    private static readonly string[] Settings =
    [
        "n", "temperature", "top_p", "max_tokens", "max_completion_tokens", "max_output_tokens", "stop", "seed", "tools", "response_format",
    ];

    /// <inheritdoc/>
    public override InputUse Use => InputUse.Prompts;

    /// <inheritdoc/>
    public override bool Matches(JsonElement record) => record.Get("body") is { } body
        ? IsBody(body) && (record.Get("custom_id") is not null || record.Get("url") is not null)
        : IsBody(record) && record.Get("model") is not null && (record.Get("messages") ?? record.Get("input")) is not null;

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        var body = record.Get("body") ?? record;
        target.Id = record.Get("custom_id").Text() ?? record.Get("id").Text();
        if ((body.Get("messages") ?? body.Get("input")) is { } input)
        {
            target.Others.Add((input.ValueKind == JsonValueKind.Array ? "messages" : "prompt", input));
        }
        else
        {
            target.Others.Add(("prompt", body.Get("prompt") ?? throw new BadLineException(
                "the request has no 'messages', 'prompt' or 'input'; give it one")));
        }

        if (body.Get("instructions") is { } instructions)
        {
            target.Others.Add(("system", instructions));
        }

        target.Unused.AddRange(Settings.Where(name => body.Get(name) is not null));
        target.Others.AddRange(record.EnumerateObject()
            .Where(property => !Known.Contains(property.Name) && !Settings.Contains(property.Name))
            .Select(property => (property.Name, property.Value)));
        return true;
    }

    private static bool IsBody(JsonElement value) =>
        value.Has("messages", JsonValueKind.Array) || value.Has("prompt", JsonValueKind.String)
        || value.Has("input", JsonValueKind.String) || value.Has("input", JsonValueKind.Array);
}
