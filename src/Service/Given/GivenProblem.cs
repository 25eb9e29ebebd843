using System.Globalization;
using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Metrics;
using Accelerated.Service.Http;

namespace Accelerated.Service.Given;

/// <summary>Candidates that a caller has, in the form of the tool's lines: null ones are left out, as in the tool.</summary>
internal sealed class GivenProblem
{
    private readonly int[] _indices;

    private GivenProblem(Problem problem, int[] indices, int leftOut)
    {
        (Problem, _indices, LeftOut) = (problem, indices, leftOut);
    }

    /// <summary>The problem, without null candidates and references.</summary>
    public Problem Problem { get; }

    /// <summary>How many candidates and references are null.</summary>
    public int LeftOut { get; }

    /// <summary>The index in the request of a candidate.</summary>
    public int IndexOf(int candidate) => _indices[candidate];

    /// <summary>The problem with null candidates at their indices, so that each source keeps its index.</summary>
    public Problem AtTheirIndices()
    {
        var all = new Candidate?[_indices[^1] + 1];
        for (var k = 0; k < _indices.Length; k++)
        {
            all[_indices[k]] = Problem.Candidates[k];
        }

        return new Problem(Problem.Id, all!) { References = Problem.References, Gold = Problem.Gold };
    }

    /// <summary>Reads the fields of a problem: id, candidates, references, gold, language.</summary>
    /// <param name="fields">The object.</param>
    /// <param name="number">The problem's number, the id of one without an id.</param>
    /// <param name="room">How many candidates and references the request may still have; reduced by those read.</param>
    /// <exception cref="RequestException">A field's value is not allowed, or there are too many.</exception>
    public static GivenProblem Read(JsonFields fields, int number, ref int room)
    {
        var language = Language(fields);
        var id = fields.Value("id") is { ValueKind: JsonValueKind.Number } digits ? digits.GetRawText() : fields.Text("id");
        var candidates = List(fields, "candidates", language, ref room);
        var references = fields.Value("references") is null ? null : List(fields, "references", language, ref room);
        var problem = new Problem(id ?? number.ToString(CultureInfo.InvariantCulture), [.. candidates.OfType<Candidate>()])
        {
            References = references?.OfType<Candidate>().ToArray(),
            Gold = Several(fields, "gold", language, ref room),
        };
        int[] indices = [.. Enumerable.Range(0, candidates.Length).Where(index => candidates[index] is not null)];
        var kept = problem.Candidates.Count + (problem.References?.Count ?? 0);
        return new GivenProblem(problem, indices, candidates.Length + (references?.Length ?? 0) - kept);
    }

    /// <summary>One candidate or an array of them; null where the field is missing.</summary>
    public static IReadOnlyList<Candidate>? Several(JsonFields fields, string name, string? language, ref int room)
    {
        if (fields.Value(name) is not { } value)
        {
            return null;
        }

        var elements = value.ValueKind == JsonValueKind.Array ? fields.RequiredArray(name) : [(value, fields.PathOf(name))];
        Count(elements.Count, ref room);
        return [.. elements.Select(element => Read(element.Value, element.Path, language))];
    }

    /// <summary>The language of the texts; null for the metric's.</summary>
    /// <exception cref="RequestException">It is unknown.</exception>
    public static string? Language(JsonFields fields) => fields.OneOf<string?>(
        "language", null, [.. Languages.Names.Select(name => (name, (string?)name))]);

    // With null in the place of each null element.
    private static Candidate?[] List(JsonFields fields, string name, string? language, ref int room)
    {
        var elements = fields.RequiredArray(name);
        Count(elements.Count, ref room);
        return elements.Any(element => element.Value.ValueKind != JsonValueKind.Null)
            ? [.. elements.Select(element =>
                element.Value.ValueKind == JsonValueKind.Null ? null : Read(element.Value, element.Path, language))]
            : throw RequestException.Invalid(fields.PathOf(name), "an array of null only", "at least one text.");
    }

    private static void Count(int more, ref int room)
    {
        room -= more;
        if (room < 0)
        {
            throw new RequestException(
                400,
                "too_many_candidates",
                "The request has more candidates and references than the service allows. Send fewer at a time, or ask its operator for "
                + "a higher limit.");
        }
    }

    private static Candidate Read(JsonElement value, string path, string? language)
    {
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            return new Candidate(TextOf(value, path)) { Language = language };
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw RequestException.Invalid(path, JsonFields.Shown(value), "a string, a number or an object with a 'text'.");
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
            Language = language,
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
