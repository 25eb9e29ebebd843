using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The optimal string alignment distance: edits, and swaps of neighbours, no part edited twice.</summary>
internal readonly struct StringAlignment : IAlignmentScore
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "osa",
        "edit distance in characters with swaps of neighbours",
        [TextOptions.Normalize],
        options => new AlignmentMetric<StringAlignment>(
            options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric: true),
            new TokenSequenceEncoder(TextOptions.Characters(options)),
            AlignmentStatistic.OptimalStringAlignment,
            default));

    /// <inheritdoc/>
    public static bool IsWholeSum => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T statistic, T hypothesis, T reference) where T : unmanaged, IReal<T> => statistic;
}
