using System.Globalization;
using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>A line of a batch's output: a response under the request's own id, or an error.</summary>
internal sealed class OpenAIBatch() : JsonShape("openai-batch", "batch output: custom_id and a response")
{
    private const int Ok = 200;

    /// <inheritdoc/>
    public override bool Matches(JsonElement record) => record.Get("custom_id") is not null
        && (record.Get("response") is not null || record.Get("error") is not null);

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        target.Id = record.Get("custom_id").Text();
        var body = record.Get("response", "body");
        var status = record.Get("response", "status_code").Number() ?? Ok;
        var failure = Choices.Failure(record) ?? (body is { } some ? Choices.Failure(some) : "it has no response");
        if (failure is not null || status != Ok)
        {
            var code = status == Ok ? "" : string.Create(CultureInfo.InvariantCulture, $" with status {status}");
            throw new BadLineException($"request '{target.Id}' failed{code}{(failure is null ? "" : $": {failure}")}");
        }

        if (body!.Value.Get("output") is not null)
        {
            OpenAIResponses.Read(body.Value, target);
        }
        else
        {
            Choices.Read(body.Value, target);
        }

        return true;
    }
}
