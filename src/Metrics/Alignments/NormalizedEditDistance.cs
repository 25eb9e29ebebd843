using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The Levenshtein distance d in 0 to 1, 0 where both sides are empty: over the longer length, d / max(|h|, |r|), or over both lengths,
/// 2 d / (|h| + |r| + d), which obeys the triangle inequality (Yujian and Bo 2007); or one minus that.
/// </summary>
/// <param name="overBoth">1 for the distance over both lengths, 0 for the one over the longer.</param>
/// <param name="similarity">1 for the similarity, 0 for the distance.</param>
internal readonly struct NormalizedEditDistance(double overBoth, double similarity) : IAlignmentScore
{
    private readonly double _overBoth = overBoth;
    private readonly double _similarity = similarity;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "normalized-levenshtein",
        "edit distance in 0 to 1: over the longer length, or over both",
        [
            MetricOption.Flag("similarity", false, "one minus the distance"),
            new("over", "longer", "d / max(|h|, |r|) (longer), or 2 d / (|h| + |r| + d) (both)", ["longer", "both"]),
            TextOptions.Unit,
            .. TextOptions.Plain,
        ],
        options => new AlignmentMetric<NormalizedEditDistance>(
            options.Info(options.Flag("similarity") ? Direction.HigherIsBetter : Direction.LowerIsBetter, 0, 1, symmetric: true),
            TextOptions.Units(options),
            AlignmentStatistic.EditDistance,
            new(options.Text("over") == "both" ? 1 : 0, options.Flag("similarity") ? 1 : 0)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T statistic, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var one = T.Of(1);
        var overBoth = T.Of(_overBoth);
        var longer = T.WhereLess(hypothesis, reference, reference, hypothesis);
        var whole = T.WhereEqual(overBoth, zero, longer, hypothesis + reference + statistic);
        var part = T.WhereEqual(overBoth, zero, statistic, statistic + statistic);
        var distance = part / T.WhereEqual(whole, zero, one, whole);
        return T.WhereEqual(T.Of(_similarity), zero, distance, one - distance);
    }
}
