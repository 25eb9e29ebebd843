namespace Accelerated.Metrics;

/// <summary>A feature row in the host's memory.</summary>
internal readonly ref struct SpanRow<TElement>(ReadOnlySpan<TElement> elements) : IFeatureRow<TElement> where TElement : unmanaged
{
    private readonly ReadOnlySpan<TElement> _elements = elements;

    public int Length => _elements.Length;

    public TElement this[int index] => _elements[index];
}
