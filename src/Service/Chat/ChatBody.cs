using System.Text.Json;
using Accelerated.Metrics;
using Accelerated.Service.Http;
using Accelerated.Service.Profiles;
using Microsoft.Extensions.AI;

namespace Accelerated.Service.Chat;

/// <summary>A request for a chat completion.</summary>
/// <param name="Messages">The conversation.</param>
/// <param name="ProfileName">The profile's name.</param>
/// <param name="Profile">The profile with what the request changes.</param>
/// <param name="Options">What the model is asked besides.</param>
internal sealed record ChatBody(IReadOnlyList<ChatMessage> Messages, string ProfileName, Profile Profile, ChatOptions Options)
{
    /// <summary>The header that names a profile, for clients whose requests cannot have further fields.</summary>
    public const string ProfileHeader = "X-Accelerated-Profile";

    // Fields of OpenAI's protocol that say nothing about the answer.
    private static readonly string[] s_ignored =
    [
        "user", "metadata", "store", "service_tier", "safety_identifier", "prompt_cache_key", "prompt_cache_retention",
        "parallel_tool_calls", "tool_choice",
    ];

    /// <summary>The number of answers to return, the best first.</summary>
    public int Choices { get; private init; } = 1;

    /// <summary>Whether the answer comes as a stream of events.</summary>
    public bool Streams { get; private init; }

    /// <summary>Whether the stream ends with the number of tokens.</summary>
    public bool IncludesUsage { get; private init; }

    /// <summary>Whether the response has the candidates.</summary>
    public bool IncludesCandidates { get; private init; }

    /// <summary>Whether the response has the utilities of each pair of candidates.</summary>
    public bool IncludesMatrix { get; private init; }

    /// <summary>Reads a request.</summary>
    /// <param name="root">Its body.</param>
    /// <param name="header">The profile that a header names; null for none.</param>
    /// <param name="deciders">The model and its profiles.</param>
    /// <param name="limits">The most that may be asked for.</param>
    /// <exception cref="RequestException">A field's value is not allowed.</exception>
    public static ChatBody Read(JsonElement root, string? header, Deciders deciders, ServiceLimits limits)
    {
        var fields = new JsonFields(root);
        var byModel = ModelsEndpoint.ProfileOf(fields, deciders);
        var name = fields.Text("profile") ?? header ?? byModel ?? Profile.Default;
        var profile = deciders.Profiles.Of(name).WithDecision(fields).WithDrawing(fields, limits);
        if (profile.Candidates > limits.Drawn)
        {
            throw RequestException.Invalid("n_candidates", $"{profile.Candidates}", $"at most {limits.Drawn}.");
        }

        RefuseUnsupported(fields);
        profile = WithFormat(profile, fields);
        var body = new ChatBody(ChatMessages.Read(fields), name, profile, PenaltiesOf(fields))
        {
            Choices = (int)(fields.Whole("n", 1, profile.Candidates) ?? 1),
            Streams = fields.Flag("stream"),
            IncludesUsage = fields.Value("stream_options") is { } stream && Usage(new JsonFields(stream, "stream_options")),
            IncludesCandidates = fields.Flag("include_candidates"),
            IncludesMatrix = fields.Flag("include_matrix"),
        };
        fields.RefuseOthers(s_ignored);
        return body.Choices == 1 || profile.Extract is null
            ? body
            : throw RequestException.Invalid(
                "n", $"{body.Choices}", "1 where answers are extracted from texts; 'include_candidates' returns all of them.");
    }

    private static ChatOptions PenaltiesOf(JsonFields fields) => new()
    {
        FrequencyPenalty = (float?)fields.Number("frequency_penalty"),
        PresencePenalty = (float?)fields.Number("presence_penalty"),
    };

    // A record is answered by the consensus of its fields.
    private static Profile WithFormat(Profile profile, JsonFields fields)
    {
        if (fields.Value("response_format") is not { } value)
        {
            return profile;
        }

        var format = new JsonFields(value, "response_format");
        var type = format.Text("type");
        if (type == "text")
        {
            return profile;
        }

        const string path = "response_format.json_schema";
        if (type != "json_schema")
        {
            throw RequestException.Invalid(
                "response_format.type", JsonFields.Quoted(type ?? ""), "text or json_schema; ask for other JSON in a message instead.");
        }

        foreach (var name in (string[])["metric", "extract"])
        {
            if (fields.Text(name) is { } given)
            {
                throw RequestException.Invalid(
                    name, JsonFields.Quoted(given), "none beside a response_format of type json_schema, whose fields decide.");
            }
        }

        var schema = format.Value("json_schema") is { } holder && new JsonFields(holder, path).Value("schema") is { } found
            ? found.GetRawText()
            : throw RequestException.Invalid(path, "nothing", "an object with a 'schema'.");
        try
        {
            _ = RecordSchema.Parse(schema);
        }
        catch (OptionException error)
        {
            throw RequestException.Invalid($"{path}.schema", "an object", $"a schema of a record. {error.Message}");
        }

        return profile with { Schema = schema, Extract = null, Rule = fields.Value("rule") is not null ? profile.Rule : null };
    }

    private static bool Usage(JsonFields fields)
    {
        var usage = fields.Flag("include_usage");
        fields.RefuseOthers("include_obfuscation");
        return usage;
    }

    private static void RefuseUnsupported(JsonFields fields)
    {
        if (fields.Array("tools")?.Any() == true)
        {
            throw RequestException.Invalid("tools", "an array", "none, because the service does not decide among tool calls.");
        }

        _ = fields.Whole("top_logprobs", 0, 0);
        if (fields.Flag("logprobs"))
        {
            throw RequestException.Invalid(
                "logprobs", "true", "false; 'include_candidates' returns each candidate's log-probability instead.");
        }

        if (fields.Texts("modalities")?.Any(kind => kind != "text") == true)
        {
            throw RequestException.Invalid("modalities", "an array", "text only.");
        }
    }
}
