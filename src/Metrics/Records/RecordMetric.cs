namespace Accelerated.Metrics;

/// <summary>
/// The weighted mean of the utilities of a record's fields, 0..1. Its closed form is the best value of each field, which together are the
/// best of all records.
/// </summary>
internal sealed class RecordMetric : FunctionMetric
{
    private readonly RecordUtility? _record;

    /// <summary>A metric over records.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="schema">The fields; null to infer them from the texts of each problem.</param>
    /// <param name="notes">Counts what is left out.</param>
    public RecordMetric(string name, RecordSchema? schema, RecordNotes? notes = null)
        : base(new MetricInfo(name, Direction.HigherIsBetter, 0, 1, schema?.IsSymmetric ?? true), NonFiniteUtility.Error)
    {
        _record = schema is null ? null : new RecordUtility(schema);
        Notes = notes ?? new RecordNotes();
    }

    /// <summary>The fields; null where they are inferred from the texts of each problem.</summary>
    public RecordSchema? Schema => _record?.Schema;

    /// <summary>What was left out of the texts read so far.</summary>
    public RecordNotes Notes { get; }

    /// <summary>The field of a metric that is one of <see cref="Parts"/>, whose records need not have it; else null.</summary>
    public string? Part { get; private init; }

    /// <inheritdoc/>
    public override bool HasClosedForm => true;

    /// <inheritdoc/>
    internal override bool HasConsensus => false; // words put together are no record

    /// <summary>A metric for each field alone; none where there is one field only, or none is known.</summary>
    public IEnumerable<RecordMetric> Parts() => Schema is not { Fields.Count: > 1 } schema ? [] : schema.Fields.Select(field =>
        new RecordMetric($"{Info.Name}.{field.Name}", new RecordSchema([field]), new RecordNotes()) { Part = field.Name });

    /// <inheritdoc/>
    internal override Metric For(IReadOnlyList<Candidate> candidates, IReadOnlyList<Candidate> references) => _record is not null
        ? this
        : new RecordMetric(
            Info.Name, RecordSchema.Infer(candidates.Concat(references).OfType<Candidate>().Select(item => item.Text)), Notes);

    /// <inheritdoc/>
    internal override bool CanRead(Candidate candidate, int index, string role = "Candidate") => Values(candidate) is not null;

    /// <inheritdoc/>
    internal override Candidate Canonical(Candidate candidate) =>
        candidate.IsComputed ? candidate : candidate with { Text = TextOf(Values(candidate)!) };

    /// <summary>The record in a text, in canonical form; null where there is none.</summary>
    public string? CanonicalText(Candidate candidate) =>
        Values(candidate) is not { } values ? null
        : values is string text ? text
        : TextOf(values);

    /// <inheritdoc/>
    internal override Features Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new RecordFeatures(new RecordColumn(Schema!, [.. items.Select(Values)]));
    }

    /// <inheritdoc/>
    public override IRowScorer Rows(EncodedProblem problem) => new Scorer(problem);

    /// <summary>The best record, in canonical form.</summary>
    public static string Best(EncodedProblem problem)
    {
        var metric = (RecordMetric)problem.Metric;
        var records = ((RecordFeatures)problem.Features).Records;
        var weights = new double[records.Count];
        for (var column = 0; column < problem.Columns; column++)
        {
            weights[problem.FirstColumnItem + column] = problem.ColumnUnits[column];
        }

        return metric.TextOf(records.Best(weights, isRequired: true).Value!);
    }

    /// <summary>A row's fields.</summary>
    public static IReadOnlyList<FieldValue> Fields(EncodedProblem problem, int row)
    {
        var fields = new List<FieldValue>();
        foreach (var (path, field, column) in ((RecordFeatures)problem.Features).Records.Leaves())
        {
            var sum = 0.0;
            var support = new double[problem.Columns];
            for (var k = 0; k < support.Length; k++)
            {
                support[k] = column.Utility(row, problem.FirstColumnItem + k);
                sum += problem.ColumnUnits[k] * support[k];
            }

            var value = column[row] is { } present ? CanonicalJson.Of(json => field.Utility.Write(json, present)) : null;
            fields.Add(new FieldValue(path, value, sum / problem.Weights.Total, support));
        }

        return fields;
    }

    private string TextOf(object values) => CanonicalJson.Of(json => _record!.Write(json, values));

    private object? Values(Candidate candidate)
    {
        var found = new RecordNotes();
        try
        {
            using var document = RecordReader.Find(candidate.Text, Part is not null ? null : Schema, found);
            var values = document is null ? null
                : _record is null ? CanonicalJson.Of(document.RootElement)
                : _record.Read(document.RootElement, found);
            Notes.AddOnce(candidate.Text, found);
            return values;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }

    private sealed class Scorer(EncodedProblem problem) : IRowScorer
    {
        public void Fill(int row, int firstColumn, Span<double> utilities, CancellationToken cancellation)
        {
            var records = ((RecordFeatures)problem.Features).Records;
            var first = problem.FirstColumnItem + firstColumn;
            for (var k = 0; k < utilities.Length; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                utilities[k] = records.Utility(row, first + k);
            }
        }

        public void Dispose()
        {
        }
    }
}
