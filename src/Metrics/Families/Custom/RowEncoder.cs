namespace Accelerated.Metrics;

/// <summary>Feature rows by a user's function, which is called by one thread at a time, whatever problems and engines there are.</summary>
internal sealed class RowEncoder<TElement>(Func<Candidate, TElement[]> encode) where TElement : unmanaged
{
    private readonly Lock _turn = new();

    public CustomFeatures<TElement> Encode(IReadOnlyList<Candidate> items)
    {
        var offsets = new int[items.Count + 1];
        var values = new List<TElement>();
        lock (_turn)
        {
            for (var i = 0; i < items.Count; i++)
            {
                values.AddRange(Row(items[i], i));
                offsets[i + 1] = values.Count;
            }
        }

        return new CustomFeatures<TElement>(new RaggedRows<TElement>(offsets, [.. values]));
    }

    private TElement[] Row(Candidate candidate, int item)
    {
        try
        {
            return encode(candidate) ?? throw new ItemException(item, null);
        }
        catch (Exception error) when (error is not (ItemException or OperationCanceledException))
        {
            throw new ItemException(item, error);
        }
    }
}
