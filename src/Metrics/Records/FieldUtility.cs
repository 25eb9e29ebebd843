using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>
/// How two values of a record's field compare: a utility from 0 to 1, and the value of greatest expected utility. Absence is a value too:
/// it is worth 1 against absence and 0 against any other value. All losses are bounded, so that one outlier cannot outweigh the others.
/// Immutable and safe for concurrent use.
/// </summary>
public abstract class FieldUtility
{
    private protected FieldUtility()
    {
    }

    /// <summary>Whether u(h, r) = u(r, h) always.</summary>
    internal abstract bool IsSymmetric { get; }

    /// <summary>1 where two values are equal, else 0; the answer is the value of most weight. Numbers are equal by value.</summary>
    public static FieldUtility Exact() => new ExactUtility(JsonKinds.Any, null);

    /// <summary>
    /// One of several values. A cost matrix gives the utility 1 - cost; without it, other values are worth 0.
    /// </summary>
    /// <param name="choices">The allowed values, each once; another spelling in upper and lower case is read as one of them.</param>
    /// <param name="costs">The cost of answering the first index where the second is right, from 0 to 1; null for equality.</param>
    /// <exception cref="ArgumentException">There is no choice, one is given twice, or a cost is missing or not allowed.</exception>
    public static FieldUtility Choice(IReadOnlyList<string> choices, IReadOnlyList<IReadOnlyList<double>>? costs = null)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return Choice([.. choices.Select(CanonicalJson.OfText)], costs);
    }

    /// <summary>
    /// 1 - |h - r| / scale, and 0 beyond the scale; the answer is one of the values. The error that counts as a wrong value is the scale.
    /// </summary>
    /// <param name="scale">The error at which a number is worth nothing; finite and positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not finite and positive.</exception>
    public static FieldUtility AbsoluteError(double scale) => new NumberUtility(NumberLoss.Absolute, scale, NumberForm.Real);

    /// <summary>1 - ((h - r) / scale)², and 0 beyond the scale; the answer need not be one of the values.</summary>
    /// <param name="scale">The error at which a number is worth nothing; finite and positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not finite and positive.</exception>
    public static FieldUtility SquaredError(double scale) => new NumberUtility(NumberLoss.Squared, scale, NumberForm.Real);

    /// <summary>
    /// 1 where two numbers differ by at most delta, else 0; the answer is in reach of most weight, and need not be one of the values.
    /// </summary>
    /// <param name="delta">The tolerance; finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not finite.</exception>
    public static FieldUtility Hit(double delta) => new NumberUtility(NumberLoss.Hit, delta, NumberForm.Real);

    /// <summary>Dates such as 2026-03-01 by their distance in days: 1 - days / scale, and 0 beyond the scale.</summary>
    /// <param name="scale">The days at which a date is worth nothing; finite and positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not finite and positive.</exception>
    public static FieldUtility Days(double scale) => new NumberUtility(NumberLoss.Absolute, scale, NumberForm.Date);

    /// <summary>Text by a metric, brought to 0..1; the answer is the voters' text of greatest expected value.</summary>
    /// <param name="metric">A metric over texts with a finite range.</param>
    /// <exception cref="ArgumentException">The metric has no finite range, or is over numbers or vectors.</exception>
    public static FieldUtility Text(Metric metric) => new TextUtility(metric);

    /// <summary>A list of texts, numbers or truth values as a set, by F1; the answer is the set of greatest expected F1.</summary>
    public static FieldUtility Set() => new SetUtility(new ExactUtility(JsonKinds.Any, null));

    /// <summary>
    /// A list of objects that are matched by a key: 2 s / (|h| + |r|), where s is the sum of the utilities of the objects with equal keys.
    /// The answer is the list of greatest expected value.
    /// </summary>
    /// <param name="item">The fields of an object, the key among them.</param>
    /// <param name="key">The name of the field that matches objects; of equal keys the first matches the first, and so on.</param>
    /// <exception cref="ArgumentException">The key is none of the fields.</exception>
    public static FieldUtility List(RecordSchema item, string key) => new ListUtility(item, key);

    /// <summary>An object: the weighted mean of its fields' utilities.</summary>
    /// <param name="schema">Its fields.</param>
    public static FieldUtility Record(RecordSchema schema) => new RecordUtility(schema);

    /// <summary>One of several values in canonical JSON.</summary>
    internal static FieldUtility Choice(string[] choices, IReadOnlyList<IReadOnlyList<double>>? costs) => costs is null
        ? new ExactUtility(JsonKinds.Any, choices)
        : new CostUtility(choices, costs);

    /// <summary>Reads a value that is not null.</summary>
    /// <param name="json">The value.</param>
    /// <param name="notes">Counts what a part of the value, left out, is not.</param>
    /// <returns>The value; null where it is none of this field.</returns>
    internal abstract object? Read(JsonElement json, RecordNotes notes);

    /// <summary>Writes a value in canonical form.</summary>
    internal abstract void Write(Utf8JsonWriter json, object value);

    /// <summary>The field of all records of a problem.</summary>
    /// <param name="values">The value of each record; null where it has none.</param>
    internal abstract FieldColumn Column(object?[] values);
}
