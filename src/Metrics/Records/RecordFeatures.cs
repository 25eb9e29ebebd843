namespace Accelerated.Metrics;

/// <summary>Records, field by field.</summary>
internal sealed class RecordFeatures(RecordColumn records) : Features
{
    /// <summary>The records.</summary>
    public RecordColumn Records => records;

    /// <inheritdoc/>
    public override int Count => records.Count;
}
