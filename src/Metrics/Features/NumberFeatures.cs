namespace Accelerated.Metrics;

/// <summary>Every item as one finite number.</summary>
/// <param name="values">The numbers; kept, not copied.</param>
internal sealed class NumberFeatures(double[] values) : Features
{
    private readonly double[] _values = values ?? throw new ArgumentNullException(nameof(values));

    /// <summary>The numbers, one an item.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <inheritdoc/>
    public override int Count => _values.Length;
}
