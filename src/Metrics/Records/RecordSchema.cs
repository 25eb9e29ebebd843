using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Accelerated.Metrics;

/// <summary>The fields of a record, how each compares, and how much it counts. Immutable and safe for concurrent use.</summary>
public sealed class RecordSchema
{
    /// <summary>A schema of fields.</summary>
    /// <param name="fields">The fields in the order of the answer; each name once, at least one.</param>
    /// <exception cref="OptionException">There is no field, or two have one name.</exception>
    public RecordSchema(IReadOnlyList<RecordField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Count == 0)
        {
            throw new OptionException(nameof(fields), "A record has no field; there must be at least one. Name its properties.");
        }

        if (fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new OptionException(nameof(fields), $"Field '{twice.Key}' is given {twice.Count()} times; give it once.");
        }

        Fields = [.. fields];
        TotalWeight = fields.Sum(field => field.Weight);
        IsSymmetric = fields.All(field => field.Utility.IsSymmetric);
    }

    /// <summary>The fields in the order of the answer.</summary>
    public IReadOnlyList<RecordField> Fields { get; }

    /// <summary>The title, for messages; empty where there is none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The sum of the fields' weights.</summary>
    internal double TotalWeight { get; }

    /// <summary>Whether the utility is symmetric.</summary>
    internal bool IsSymmetric { get; }

    /// <summary>
    /// The fields of a JSON schema of an object. Each property compares by its <c>x-metric</c> and counts <c>x-weight</c>; without these,
    /// a number of a range by its absolute error over the range, text by token F1, objects field by field, lists as sets (of objects:
    /// matched by <c>x-key</c>), and all else by equality.
    /// </summary>
    /// <param name="jsonSchema">The schema as JSON.</param>
    /// <exception cref="OptionException">It is no JSON, not of an object, or names what is unknown.</exception>
    public static RecordSchema Parse(string jsonSchema)
    {
        ArgumentNullException.ThrowIfNull(jsonSchema);
        try
        {
            using var document = JsonDocument.Parse(jsonSchema);
            return new SchemaReader(document.RootElement).Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new OptionException("schema", $"The schema is not JSON: {error.Message} Give a JSON schema of an object.", error);
        }
    }

    /// <summary>The properties of a C# type, whose <see cref="FieldMetricAttribute"/>s say how they compare.</summary>
    /// <param name="type">How the type is serialised, such as of a source-generated context.</param>
    /// <exception cref="OptionException">The type is not serialised as an object, or an attribute names what is unknown.</exception>
    public static RecordSchema Of(JsonTypeInfo type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Parse(TypeSchema.Of(type));
    }

    /// <inheritdoc cref="Of(JsonTypeInfo)"/>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="options">How it is serialised; null for the usual options.</param>
    [RequiresUnreferencedCode("Reads the type's properties by reflection; give the JsonTypeInfo of a source-generated context instead.")]
    [RequiresDynamicCode("Reads the type's properties by reflection; give the JsonTypeInfo of a source-generated context instead.")]
    public static RecordSchema Of<T>(JsonSerializerOptions? options = null) =>
        Of((options ?? JsonSerializerOptions.Default).GetTypeInfo(typeof(T)));

    /// <summary>
    /// The fields that objects in texts have: numbers by their absolute error over the range of the texts' numbers, texts by token F1,
    /// lists as sets, objects field by field, and all else by equality. A guess: what is compared depends on the texts.
    /// </summary>
    /// <param name="texts">Texts with an object each; those without one say nothing.</param>
    /// <exception cref="CandidateException">No text has an object with a property.</exception>
    public static RecordSchema Infer(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return SchemaInference.Of(texts);
    }

    /// <summary>The same schema with another utility or weight of a field.</summary>
    /// <param name="name">The field.</param>
    /// <param name="utility">How it compares; null to leave that.</param>
    /// <param name="weight">How much it counts; null to leave that.</param>
    /// <exception cref="OptionException">There is no such field.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not finite and positive.</exception>
    public RecordSchema With(string name, FieldUtility? utility = null, double? weight = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Fields.Any(field => field.Name == name)
            ? new RecordSchema([.. Fields.Select(field => field.Name != name
                ? field
                : new RecordField(name, utility ?? field.Utility, weight ?? field.Weight, field.IsRequired))]) { Title = Title }
            : throw new OptionException(
                nameof(name),
                $"There is no field '{name}'; did you mean '{NearestName.Of(name, Fields.Select(field => field.Name))}'?");
    }
}
