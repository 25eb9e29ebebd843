namespace Accelerated.Metrics;

/// <summary>Every item as a sequence of dense ids.</summary>
/// <param name="sequences">Row i holds the ids of item i, each in 0..alphabetSize-1.</param>
/// <param name="alphabetSize">Number of distinct ids of all items.</param>
internal sealed class SequenceFeatures(RaggedRows<int> sequences, int alphabetSize) : Features
{
    /// <summary>Row i holds the ids of item i.</summary>
    public RaggedRows<int> Sequences { get; } = sequences ?? throw new ArgumentNullException(nameof(sequences));

    /// <summary>Number of distinct ids of all items.</summary>
    public int AlphabetSize { get; } = alphabetSize;

    /// <inheritdoc/>
    public override int Count => Sequences.Count;

    /// <inheritdoc/>
    public override int LengthOf(int item) => Sequences.LengthOf(item);

    /// <inheritdoc/>
    public override int Longest => Sequences.LongestRow;

    /// <inheritdoc/>
    public override long Elements => Count + (long)Sequences.Values.Length;

    /// <summary>The same items in another order: new item i is old item order[i].</summary>
    internal SequenceFeatures Reorder(ReadOnlySpan<int> order)
    {
        var offsets = new int[order.Length + 1];
        var values = new int[Sequences.Values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var row = Sequences[order[i]];
            row.CopyTo(values.AsSpan(offsets[i]));
            offsets[i + 1] = offsets[i] + row.Length;
        }

        return new SequenceFeatures(new RaggedRows<int>(offsets, values), AlphabetSize);
    }
}
