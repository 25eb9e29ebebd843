using System.Diagnostics.CodeAnalysis;
using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>The record in a text, in one form for all texts with equal records.</summary>
/// <param name="metric">Reads the record.</param>
internal sealed class RecordExtractor(RecordMetric metric) : IAnswerExtractor
{
    /// <inheritdoc/>
    public string Name => metric.Info.Name;

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1062", Justification = "Candidate checks it.")]
    public bool TryExtract(string text, out string answer)
    {
        var record = metric.CanonicalText(text);
        answer = record ?? "";
        return record is not null;
    }
}
