using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The Levenshtein distance itself (Levenshtein 1966).</summary>
internal readonly struct EditDistance : IAlignmentScore
{
    /// <summary>The catalogue entry over characters.</summary>
    public static MetricDefinition Characters { get; } = new(
        "levenshtein",
        "edit distance in characters",
        [TextOptions.Normalize],
        options => Create(options, new TokenSequenceEncoder(TextOptions.Characters(options))));

    /// <summary>The catalogue entry over words.</summary>
    public static MetricDefinition Words { get; } = new(
        "levenshtein-words",
        "edit distance in white-space words",
        TextOptions.Plain,
        options => Create(options, new TokenSequenceEncoder(TextOptions.Words(options))));

    /// <summary>The catalogue entry over token ids.</summary>
    public static MetricDefinition Tokens { get; } = new(
        "levenshtein-tokens",
        "edit distance in the given token ids, or white-space words where there are none",
        TextOptions.Plain,
        options => Create(options, new TokenSequenceEncoder(TextOptions.Words(options), preferTokenIds: true)));

    /// <inheritdoc/>
    public static bool IsWholeSum => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T statistic, T hypothesis, T reference) where T : unmanaged, IReal<T> => statistic;

    private static AlignmentMetric<EditDistance> Create(MetricOptions options, ISequenceEncoder encoder) => new(
        options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric: true),
        encoder,
        AlignmentStatistic.EditDistance,
        default);
}
