namespace Accelerated.Metrics;

/// <summary>
/// The 64-bit words of a pattern, and which kernel takes them: decided here for the CPU, for devices and for their costs.
/// </summary>
internal static class PatternWords
{
    private const int Bits = 64;

    /// <summary>The words that a pattern of <paramref name="length"/> tokens fills; one where it is empty.</summary>
    public static int Of(int length) => length <= Bits ? 1 : (length - 1) / Bits + 1;

    /// <summary>The kernel for patterns of up to <paramref name="length"/> tokens.</summary>
    public static PatternSize SizeOf(int length) => SizeOfWords(Of(length));

    /// <summary>The kernel for patterns of up to <paramref name="words"/> words.</summary>
    public static PatternSize SizeOfWords(int words) => words switch
    {
        1 => PatternSize.OneWord,
        2 => PatternSize.TwoWords,
        <= 4 => PatternSize.FourWords,
        _ => PatternSize.ManyWords,
    };

    /// <summary>The words that this kernel holds: as many as the pattern fills, rounded up to 1, 2 or a multiple of 4.</summary>
    public static int HeldOf(int length) => SizeOf(length) switch
    {
        PatternSize.OneWord => 1,
        PatternSize.TwoWords => 2,
        _ => (Of(length) + 3) / 4 * 4,
    };
}
