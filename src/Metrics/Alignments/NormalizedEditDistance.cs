using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The Levenshtein distance over the longer length, d / max(|h|, |r|), 0 where both sides are empty; or one minus that.</summary>
/// <param name="similarity">1 for the similarity, 0 for the distance.</param>
internal readonly struct NormalizedEditDistance(double similarity) : IAlignmentScore
{
    private readonly double _similarity = similarity;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "normalized-levenshtein",
        "edit distance in characters over the longer length",
        [MetricOption.Flag("similarity", false, "one minus the distance"), TextOptions.Normalize],
        options => new AlignmentMetric<NormalizedEditDistance>(
            options.Info(options.Flag("similarity") ? Direction.HigherIsBetter : Direction.LowerIsBetter, 0, 1, symmetric: true),
            new TokenSequenceEncoder(TextOptions.Characters(options)),
            AlignmentStatistic.EditDistance,
            new(options.Flag("similarity") ? 1 : 0)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T statistic, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var one = T.Of(1);
        var longer = T.WhereLess(hypothesis, reference, reference, hypothesis);
        var distance = statistic / T.WhereEqual(longer, zero, one, longer);
        return T.WhereEqual(T.Of(_similarity), zero, distance, one - distance);
    }
}
