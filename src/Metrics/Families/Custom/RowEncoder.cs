namespace Accelerated.Metrics;

/// <summary>Feature rows by a user's function.</summary>
internal sealed class RowEncoder<TElement>(string metric, Func<Candidate, TElement[]> encode) where TElement : unmanaged
{
    public CustomFeatures<TElement> Encode(IReadOnlyList<Candidate> items)
    {
        var offsets = new int[items.Count + 1];
        var values = new List<TElement>();
        for (var i = 0; i < items.Count; i++)
        {
            values.AddRange(encode(items[i])
                ?? throw new CandidateException($"The encoder of {metric} returned null for candidate {i}; return an empty row instead.", i));
            offsets[i + 1] = values.Count;
        }

        return new CustomFeatures<TElement>(new RaggedRows<TElement>(offsets, [.. values]));
    }
}
