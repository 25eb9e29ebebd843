namespace Accelerated.Metrics;

/// <summary>Numbers in ascending order with their original indices, readable from either end.</summary>
internal readonly ref struct SortedNumbers
{
    private readonly ReadOnlySpan<double> _numbers;
    private readonly ReadOnlySpan<int> _indices;

    private SortedNumbers(ReadOnlySpan<double> numbers, ReadOnlySpan<int> indices)
    {
        _numbers = numbers;
        _indices = indices;
    }

    /// <summary>How many they are.</summary>
    public int Count => _numbers.Length;

    /// <summary>Sorts numbers.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="units">Where given, a number of no units is left out.</param>
    public static SortedNumbers Of(ReadOnlySpan<double> numbers, ReadOnlySpan<long> units = default)
    {
        var sorted = new double[numbers.Length];
        var indices = new int[numbers.Length];
        var count = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (units.IsEmpty || units[i] > 0)
            {
                sorted[count] = numbers[i];
                indices[count++] = i;
            }
        }

        sorted.AsSpan(0, count).Sort(indices.AsSpan(0, count));
        return new(sorted.AsSpan(0, count), indices.AsSpan(0, count));
    }

    /// <summary>The k-th least number, or for a negative sign the k-th greatest, negated.</summary>
    public double Number(int k, int sign) => sign > 0 ? _numbers[k] : -_numbers[^(k + 1)];

    /// <summary>Its original index.</summary>
    public int Index(int k, int sign) => _indices[sign > 0 ? k : ^(k + 1)];
}
