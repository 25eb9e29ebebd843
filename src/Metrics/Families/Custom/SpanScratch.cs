namespace Accelerated.Metrics;

/// <summary>Scratch in the host's memory.</summary>
internal readonly ref struct SpanScratch<TCell>(Span<TCell> cells) : IScratch<TCell> where TCell : unmanaged
{
    private readonly Span<TCell> _cells = cells;

    public TCell this[int index]
    {
        get => _cells[index];
        set => _cells[index] = value;
    }
}
