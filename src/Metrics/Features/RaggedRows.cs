namespace Accelerated.Metrics;

/// <summary>Rows of different lengths in one array.</summary>
/// <typeparam name="TElement">The element.</typeparam>
internal sealed class RaggedRows<TElement> where TElement : unmanaged
{
    private readonly int[] _offsets;
    private readonly TElement[] _values;

    /// <summary>Rows over arrays that are kept, not copied.</summary>
    /// <param name="offsets">Count + 1 ascending offsets; row i is values[offsets[i]..offsets[i + 1]].</param>
    /// <param name="values">The elements; may be longer than the last offset.</param>
    /// <exception cref="ArgumentException">Offsets are not ascending or pass the end of the values.</exception>
    public RaggedRows(int[] offsets, TElement[] values)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(values);
        if (offsets.Length == 0 || offsets[0] != 0 || offsets[^1] > values.Length)
        {
            throw new ArgumentException($"Offsets must start at 0 and end within the {values.Length} values.", nameof(offsets));
        }

        for (var i = 1; i < offsets.Length; i++)
        {
            if (offsets[i] < offsets[i - 1])
            {
                throw new ArgumentException(
                    $"Offset {i} is {offsets[i]}, below the one before it; offsets must not fall.", nameof(offsets));
            }

            LongestRow = Math.Max(LongestRow, offsets[i] - offsets[i - 1]);
        }

        _offsets = offsets;
        _values = values;
    }

    /// <summary>Number of rows.</summary>
    public int Count => _offsets.Length - 1;

    /// <summary>Length of the longest row.</summary>
    public int LongestRow { get; }

    /// <summary>Count + 1 ascending offsets into <see cref="Values"/>.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>All rows, one after the other.</summary>
    public ReadOnlySpan<TElement> Values => _values.AsSpan(0, _offsets[^1]);

    /// <summary>Row <paramref name="index"/>.</summary>
    public ReadOnlySpan<TElement> this[int index] => _values.AsSpan(_offsets[index], _offsets[index + 1] - _offsets[index]);

    /// <summary>Length of row <paramref name="index"/>.</summary>
    public int LengthOf(int index) => _offsets[index + 1] - _offsets[index];
}
