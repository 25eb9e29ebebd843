using System.Globalization;
using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Metrics;
using Accelerated.Service.Http;

namespace Accelerated.Service.Given;

/// <summary>Candidates that a caller has, in the form of the tool's lines.</summary>
internal static class GivenProblem
{
    /// <summary>Reads the fields of a problem: id, candidates, references, gold, language.</summary>
    /// <param name="fields">The object.</param>
    /// <param name="number">The problem's number, the id of one without an id.</param>
    /// <param name="room">How many candidates and references the request may still have; reduced by those read.</param>
    /// <exception cref="RequestException">A field's value is not allowed, or there are too many.</exception>
    public static Problem Read(JsonFields fields, int number, ref int room)
    {
        var language = Language(fields);
        var id = fields.Value("id") is { ValueKind: JsonValueKind.Number } digits ? digits.GetRawText() : fields.Text("id");
        return new Problem(
            id ?? number.ToString(CultureInfo.InvariantCulture), List(fields.RequiredArray("candidates"), language, ref room))
        {
            References = fields.Array("references") is null ? null : List(fields.RequiredArray("references"), language, ref room),
            Gold = Several(fields, "gold", language, ref room),
        };
    }

    /// <summary>One candidate or an array of them; null where the field is missing.</summary>
    public static IReadOnlyList<Candidate>? Several(JsonFields fields, string name, string? language, ref int room) =>
        fields.Value(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Array } => List(fields.RequiredArray(name), language, ref room),
            { } one => List([(one, fields.PathOf(name))], language, ref room),
        };

    /// <summary>The language of the texts; null for the metric's.</summary>
    /// <exception cref="RequestException">It is unknown.</exception>
    public static string? Language(JsonFields fields) => fields.OneOf<string?>(
        "language", null, [.. Languages.Names.Select(name => (name, (string?)name))]);

    private static Candidate[] List(IReadOnlyList<(JsonElement Value, string Path)> elements, string? language, ref int room)
    {
        room -= elements.Count;
        return room >= 0
            ? [.. elements.Select(element => Read(element.Value, element.Path) with { Language = language })]
            : throw new RequestException(
                400,
                "too_many_candidates",
                "The request has more candidates and references than the service allows. Send fewer at a time, or ask its operator for "
                + "a higher limit.");
    }

    private static Candidate Read(JsonElement value, string path)
    {
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            return new Candidate(TextOf(value, path));
        }

        var fields = new JsonFields(value, path);
        var candidate = new Candidate(fields.Value("text") is { } text ? TextOf(text, fields.PathOf("text")) : "")
        {
            Tokens = fields.Array("tokens")?.Select(token => Token(token.Value, token.Path)).ToArray(),
            LogProbability = fields.Number("logprob"),
            Weight = fields.Number("weight"),
            Vector = fields.Array("vector")?.Select(number => (float)JsonFields.NumberOf(number.Value, number.Path)).ToArray(),
            Labels = fields.Array("labels")?.Select(label => JsonFields.TextOf(label.Value, label.Path)).ToArray(),
            Source = fields.Text("source"),
        };
        fields.RefuseOthers("finish", "reasoning");
        return fields.Value("text") is not null || candidate is not { Tokens: null, Vector: null, Labels: null }
            ? candidate
            : throw new RequestException(400, "missing_field", $"'{path}' has no 'text'; add one, which may be empty.", path);
    }

    private static string TextOf(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number ? value.GetRawText() : JsonFields.TextOf(value, path);

    private static int Token(JsonElement value, string path) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var token)
        ? token
        : throw RequestException.Invalid(path, value.GetRawText(), "a 32-bit integer.");
}
