namespace Accelerated.Metrics;

/// <summary>
/// A user's encoder failed for an item of a problem; the caller that knows the item's index makes a <see cref="ScorerException"/> of it.
/// </summary>
/// <param name="item">The item.</param>
/// <param name="innerException">What it threw; null where it returned null.</param>
internal sealed class ItemException(int item, Exception? innerException) : AcceleratedException("An encoder failed.", innerException)
{
    /// <summary>The item.</summary>
    public int Item { get; } = item;

    /// <summary>The error of a candidate, or of a reference.</summary>
    public ScorerException At(Metric metric, int hypothesis, int reference)
    {
        var name = metric.Info.Name;
        var where = hypothesis >= 0 ? $"candidate {hypothesis}" : $"reference {reference}";
        var message = InnerException is { } error
            ? $"The encoder of {name} threw {error.GetType().Name} for {where}. Correct the encoder, or leave it out."
            : $"The encoder of {name} returned null for {where}; return an empty row instead.";
        return new ScorerException(message, name, hypothesis, reference, InnerException);
    }
}
