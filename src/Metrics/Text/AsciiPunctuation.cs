namespace Accelerated.Metrics;

/// <summary>The 32 punctuation characters and symbols of ASCII.</summary>
internal static class AsciiPunctuation
{
    public static bool Contains(char c) => c is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');
}
