using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The Jaro-Winkler similarity of characters: Jaro's j = (m/|h| + m/|r| + (m - t)/m) / 3, raised by l p (1 - j). m characters match:
/// they are equal and at most max(|h|, |r|) / 2 - 1 (or 0) apart, each paired with the first one unmatched; t is half the number of matches
/// that are in another order; l is the length of the common prefix, at most 4 (Winkler 1990). 1 where both sides are empty, 0 where nothing
/// matches.
/// </summary>
/// <param name="prefixScale">p, 0 to 0.25; with 0 it is Jaro's similarity (Jaro 1989).</param>
internal readonly struct JaroWinkler(double prefixScale) : IScratchPairScore<int, byte>
{
    private const int LongestPrefix = 4;

    private readonly double _prefixScale = prefixScale;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "jaro-winkler",
        "Jaro-Winkler similarity of characters, for names and other short texts",
        [
            new(
                "prefix",
                "0.1",
                "what each of up to 4 first characters in common adds; 0 for Jaro's similarity",
                minimum: 0,
                maximum: 0.25),
            TextOptions.Normalize,
        ],
        options => CustomMetric.OverSequences<byte, JaroWinkler>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: true),
            new TokenSequenceEncoder(TextOptions.Characters(options)),
            new(options.Number("prefix"))));

    /// <summary>One cell for each character of both sides: whether it is matched.</summary>
    public int ScratchLength(int hypothesis, int reference) => hypothesis + reference;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<byte>, allows ref struct
    {
        var (left, right) = (hypothesis.Length, reference.Length);
        for (var k = 0; k < left + right; k++)
        {
            scratch[k] = 0;
        }

        var reach = Math.Max(0, Math.Max(left, right) / 2 - 1);
        var matches = 0;
        for (var i = 0; i < left; i++)
        {
            var end = Math.Min(right, i + reach + 1);
            for (var j = Math.Max(0, i - reach); j < end; j++)
            {
                if (scratch[left + j] == 0 && hypothesis[i] == reference[j])
                {
                    scratch[i] = 1;
                    scratch[left + j] = 1;
                    matches++;
                    break;
                }
            }
        }

        var displaced = 0;
        var next = 0;
        for (var i = 0; i < left; i++)
        {
            if (scratch[i] == 1)
            {
                while (scratch[left + next] == 0)
                {
                    next++;
                }

                displaced += hypothesis[i] == reference[next] ? 0 : 1;
                next++;
            }
        }

        var prefix = 0;
        while (prefix < LongestPrefix && prefix < left && prefix < right && hypothesis[prefix] == reference[prefix])
        {
            prefix++;
        }

        double m = matches;
        var jaro = matches == 0 ? (left + right == 0 ? 1.0 : 0.0) : (m / left + m / right + (m - displaced / 2.0) / m) / 3;
        return jaro + prefix * _prefixScale * (1 - jaro);
    }
}
