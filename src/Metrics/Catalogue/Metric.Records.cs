namespace Accelerated.Metrics;

// Metrics over records.
public abstract partial class Metric
{
    /// <summary>
    /// The weighted mean of the utilities of a record's fields, 0..1. A candidate is a JSON object, or a text with one; the order of
    /// properties and white space do not matter. In closed form it answers each field by its best value. It runs on the CPU.
    /// </summary>
    /// <param name="schema">The fields; null to infer them from each problem's candidates, by <see cref="RecordSchema.Infer"/>.</param>
    /// <param name="name">The metric's name, for messages and reports; null for <c>record</c> with the schema's title.</param>
    public static Metric Record(RecordSchema? schema, string? name = null) => new RecordMetric(
        name ?? (schema is { Title.Length: > 0 } ? $"record:{schema.Title}" : "record"), schema);
}
