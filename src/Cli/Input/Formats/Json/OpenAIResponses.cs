using System.Text.Json;

namespace Accelerated.Cli.Input.Formats.Json;

/// <summary>A response of the responses API: one answer, in parts.</summary>
internal sealed class OpenAIResponses() : JsonShape("openai-responses", "responses with an output of messages")
{
    /// <inheritdoc/>
    public override bool Matches(JsonElement record) => record.Get("object").Text() == "response" && record.Get("output") is not null;

    /// <inheritdoc/>
    public override bool Map(JsonElement record, MappedRecord target)
    {
        target.Id = record.Get("id").Text();
        Read(record, target);
        return true;
    }

    /// <summary>Reads the answer.</summary>
    /// <exception cref="BadLineException">The response is an error.</exception>
    public static void Read(JsonElement response, MappedRecord target)
    {
        if (Choices.Failure(response) is { } failure)
        {
            throw new BadLineException($"the request failed: {failure}");
        }

        var parts = response.Get("output").Items().Where(item => item.Get("type").Text() == "message")
            .SelectMany(item => item.Get("content").Items()).Where(part => part.Get("type").Text() == "output_text").ToList();
        target.Candidates.Add(new MappedCandidate(parts.Count == 0 ? null : string.Concat(parts.Select(part => part.Get("text").Text())))
        {
            LogProbability = parts.SelectMany(part => part.Get("logprobs").Items()).Sum("logprob"),
            Finish = response.Get("incomplete_details", "reason").Text() ?? response.Get("status").Text(),
        });
    }
}
