using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>Reads the JSON schema of an object.</summary>
/// <param name="root">The schema.</param>
internal sealed class SchemaReader(JsonElement root)
{
    /// <summary>The keyword that says how a property compares.</summary>
    public const string Metric = "x-metric";

    /// <summary>The keyword that says how much a property counts.</summary>
    public const string Weight = "x-weight";

    /// <summary>The keyword that names the key of a list's objects.</summary>
    public const string Key = "x-key";

    private const string Costs = "x-costs";
    private const int Deepest = 16;

    /// <summary>The schema's fields.</summary>
    /// <exception cref="OptionException">The schema is not of an object, or names what is unknown.</exception>
    public RecordSchema Read()
    {
        var schema = Resolved(root, "");
        return schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out _)
            ? Fields(schema, "", 0)
            : throw Invalid("The schema has no 'properties'", "give a JSON schema of an object");
    }

    private RecordSchema Fields(JsonElement schema, string path, int depth)
    {
        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet()
            : [];
        var properties = schema.GetProperty("properties");
        var fields = new List<RecordField>();
        foreach (var property in properties.EnumerateObject())
        {
            var place = path + property.Name;
            var weight = Number(property.Value, Weight, place) ?? 1;
            if (!(weight > 0) || double.IsInfinity(weight))
            {
                throw Invalid(
                    FormattableString.Invariant($"Invalid value '{weight}' for {Weight} of '{place}'"), "expected a number above 0");
            }

            var utility = Utility(property.Value, place, depth + 1);
            fields.Add(new RecordField(property.Name, utility, weight, required.Contains(property.Name) && !AllowsNull(property.Value)));
        }

        return fields.Count == 0
            ? throw Invalid($"The object{(path.Length == 0 ? "" : $" '{path.TrimEnd('.')}'")} has no properties", "name at least one")
            : new RecordSchema(fields) { Title = schema.TryGetProperty("title", out var title) ? title.ToString() : "" };
    }

    private FieldUtility Utility(JsonElement outer, string path, int depth)
    {
        if (depth > Deepest)
        {
            throw Invalid($"'{path}' is nested more than {Deepest} deep", "a type that holds itself cannot be compared; leave it out");
        }

        var schema = Resolved(outer, path);
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return FieldUtility.Exact();
        }

        var metric = Text(outer, Metric) ?? Text(schema, Metric);
        var kinds = Kinds(schema);
        try
        {
            if (kinds == JsonKinds.Composite && metric is null or "")
            {
                return Composite(outer, schema, path, depth);
            }

            string[]? choices = schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array
                ? [.. values.EnumerateArray().Where(value => value.ValueKind != JsonValueKind.Null).Select(CanonicalJson.Of).Distinct()]
                : schema.TryGetProperty("const", out var only) ? [CanonicalJson.Of(only)] : null;
            return choices is null
                ? new FieldMetric(metric, kinds, Range(schema, path), Text(schema, "format")).Utility()
                : outer.TryGetProperty(Costs, out var costs) || schema.TryGetProperty(Costs, out costs)
                ? FieldUtility.Choice(choices, Matrix(costs, path))
                : FieldMetric.OfChoices(metric, choices);
        }
        catch (ArgumentException error)
        {
            throw new OptionException("schema", $"Field '{path}': {error.Message}", error);
        }
    }

    private FieldUtility Composite(JsonElement outer, JsonElement schema, string path, int depth)
    {
        if (schema.TryGetProperty("properties", out _))
        {
            return FieldUtility.Record(Fields(schema, path + ".", depth));
        }

        if (!schema.TryGetProperty("items", out var items))
        {
            return Text(schema, "type") == "array" || HasType(schema, "array") ? FieldUtility.Set() : FieldUtility.Exact();
        }

        var item = Resolved(items, path);
        if (Text(outer, Key) is { } key || (Text(schema, Key) is { } own && (key = own) is not null))
        {
            return item.ValueKind == JsonValueKind.Object && item.TryGetProperty("properties", out _)
                ? FieldUtility.List(Fields(item, path + ".", depth), key)
                : throw Invalid($"'{path}' has {Key}, and its items no 'properties'", "leave one of the two out");
        }

        string[]? choices = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("enum", out var values)
            ? [.. values.EnumerateArray().Select(CanonicalJson.Of).Distinct()]
            : null;
        return new SetUtility(new ExactUtility(item.ValueKind == JsonValueKind.Object ? Kinds(item) : JsonKinds.Any, choices));
    }

    // The schema behind a reference, or the one that is not null of several.
    private JsonElement Resolved(JsonElement schema, string path)
    {
        for (var steps = 0; steps < Deepest && schema.ValueKind == JsonValueKind.Object; steps++)
        {
            if (Text(schema, "$ref") is { } reference)
            {
                schema = Target(reference, path);
            }
            else if ((schema.TryGetProperty("anyOf", out var several) || schema.TryGetProperty("oneOf", out several))
                && several.ValueKind == JsonValueKind.Array
                && several.EnumerateArray().Where(one => !IsNull(one)).ToArray() is [var only])
            {
                schema = only;
            }
            else
            {
                break;
            }
        }

        return schema;
    }

    private JsonElement Target(string reference, string path)
    {
        var target = root;
        var steps = reference.StartsWith('#') ? reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries) : ["?"];
        foreach (var step in steps)
        {
            var name = Uri.UnescapeDataString(step)
                .Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(name, out target))
            {
                throw Invalid($"The reference '{reference}' of '{path}' is not in the schema", "use references such as #/$defs/name");
            }
        }

        return target;
    }

    private static bool IsNull(JsonElement schema) => schema.ValueKind == JsonValueKind.Object && Text(schema, "type") == "null";

    private static bool HasType(JsonElement schema, string name) => schema.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.Array && type.EnumerateArray().Any(one => one.ValueEquals(name));

    private static bool AllowsNull(JsonElement schema) => schema.ValueKind == JsonValueKind.Object
        && (HasType(schema, "null")
            || ((schema.TryGetProperty("anyOf", out var several) || schema.TryGetProperty("oneOf", out several))
                && several.ValueKind == JsonValueKind.Array && several.EnumerateArray().Any(IsNull)));

    private static JsonKinds Kinds(JsonElement schema)
    {
        if (schema.TryGetProperty("properties", out _) || schema.TryGetProperty("items", out _))
        {
            return JsonKinds.Composite;
        }

        if (!schema.TryGetProperty("type", out var type))
        {
            return JsonKinds.Any;
        }

        var kinds = type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Select(Kind).Aggregate((JsonKinds)0, (all, kind) => all | kind)
            : Kind(type);
        return kinds == 0 ? JsonKinds.Any : kinds;
    }

    private static JsonKinds Kind(JsonElement name) => name.ToString() switch
    {
        "string" => JsonKinds.Text,
        "number" => JsonKinds.Number,
        "integer" => JsonKinds.Integer,
        "boolean" => JsonKinds.Boolean,
        "array" or "object" => JsonKinds.Composite,
        _ => 0,
    };

    private static (double Minimum, double Maximum) Range(JsonElement schema, string path) => (
        Number(schema, "minimum", path) ?? Number(schema, "exclusiveMinimum", path) ?? double.NegativeInfinity,
        Number(schema, "maximum", path) ?? Number(schema, "exclusiveMaximum", path) ?? double.PositiveInfinity);

    private static double[][] Matrix(JsonElement costs, string path)
    {
        try
        {
            return [.. costs.EnumerateArray().Select(row => row.EnumerateArray().Select(cost => cost.GetDouble()).ToArray())];
        }
        catch (InvalidOperationException)
        {
            throw Invalid($"{Costs} of '{path}' is no matrix", "give a list of numbers for each value of 'enum'");
        }
    }

    private static double? Number(JsonElement schema, string name, string path) =>
        schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
        : throw Invalid($"Invalid value '{value}' for {name} of '{path}'", "expected a number, e.g. 1");

    private static string? Text(JsonElement schema, string name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static OptionException Invalid(string what, string wayOut) => new("schema", $"{what}; {wayOut}.");
}
