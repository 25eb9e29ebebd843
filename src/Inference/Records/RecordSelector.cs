using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Makes one object of several answers in JSON, each field by its best value: minimum Bayes risk over records. Safe for concurrent callers.
/// </summary>
/// <typeparam name="T">The object's type; <see cref="FieldMetricAttribute"/>s of its properties say how they compare.</typeparam>
public sealed class RecordSelector<T> : IDisposable
{
    private readonly JsonTypeInfo<T> _type;
    private readonly Selector _selector;

    /// <summary>A selector of objects.</summary>
    /// <param name="type">How the type is serialised, such as of a source-generated context.</param>
    /// <param name="schema">The fields; null for those of the type.</param>
    /// <param name="options">How to select; the metric is replaced, and the rule is the closed form. Null for the defaults.</param>
    /// <exception cref="OptionException">The type is not serialised as an object, or an option is not allowed.</exception>
    public RecordSelector(JsonTypeInfo<T> type, RecordSchema? schema = null, SelectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        _type = type;
        var metric = Metric.Record(schema ?? RecordSchema.Of(type));
        _selector = new Selector((options ?? new SelectionOptions(metric)) with { Metric = metric, Rule = SelectionRule.Bayes });
    }

    /// <summary>The best object for candidates that vote.</summary>
    /// <param name="candidates">Texts with a JSON object each; those without one do not vote, and are counted.</param>
    /// <param name="cancellationToken">Ends the selection.</param>
    /// <exception cref="CandidateException">No candidate has a record, or the best record is not a <typeparamref name="T"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RecordSelection<T> Select(IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default)
    {
        var selection = _selector.Select(new Problem("", candidates), cancellationToken);
        try
        {
            return new RecordSelection<T>(JsonSerializer.Deserialize(selection.Text, _type)!, selection);
        }
        catch (JsonException error)
        {
            throw new CandidateException(
                $"The best record is no {typeof(T).Name}: {error.Message} Give candidates with all that it requires, or make it optional.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _selector.Dispose();
}
