using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The distance in insertions and deletions alone: |h| + |r| - 2 LCS.</summary>
internal readonly struct Indel : IAlignmentScore
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "indel",
        "insertions and deletions in characters",
        [TextOptions.Normalize],
        options => new AlignmentMetric<Indel>(
            options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric: true),
            new TokenSequenceEncoder(TextOptions.Characters(options)),
            AlignmentStatistic.LongestCommonSubsequence,
            default));

    /// <inheritdoc/>
    public static bool IsWholeSum => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T statistic, T hypothesis, T reference) where T : unmanaged, IReal<T> =>
        hypothesis + reference - (statistic + statistic);
}
