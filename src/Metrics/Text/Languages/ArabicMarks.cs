namespace Accelerated.Metrics;

/// <summary>What Arabic words have or lack and stay the same: the signs of short vowels, and the line that stretches a word.</summary>
internal static class ArabicMarks
{
    public static bool Contains(int c) => c is 0x0640 or (>= 0x064b and <= 0x0652) or 0x0670;
}
