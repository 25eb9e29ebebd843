using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// ROUGE-L (Lin 2004): precision LCS / |h|, recall LCS / |r| and their harmonic mean 2 LCS / (|h| + |r|) over lower-cased words; 0 where a
/// side is empty. One form serves all three, 2 LCS / (a|h| + b|r|), with a, b = 1, 1 or 2, 0 or 0, 2.
/// </summary>
/// <param name="hypothesisShare">a.</param>
/// <param name="referenceShare">b.</param>
internal readonly struct RougeL(double hypothesisShare, double referenceShare) : IAlignmentScore
{
    private readonly double _hypothesisShare = hypothesisShare;
    private readonly double _referenceShare = referenceShare;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "rouge-l",
        "ROUGE-L: longest common subsequence of words",
        RougeN.Options,
        options => new AlignmentMetric<RougeL>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: options.Text("measure") == "f"),
            new TokenSequenceEncoder(RougeN.TokenizerOf(options)),
            AlignmentStatistic.LongestCommonSubsequence,
            options.Text("measure") switch
            {
                "precision" => new(2, 0),
                "recall" => new(0, 2),
                _ => new(1, 1),
            }));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T statistic, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var total = T.Of(_hypothesisShare) * hypothesis + T.Of(_referenceShare) * reference;
        return (statistic + statistic) / T.WhereEqual(total, zero, T.Of(1), total);
    }
}
