using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// 1 where the two texts are equal, else 0. Each item is a bag of one symbol, its whole text, so the score is the shared count.
/// </summary>
internal readonly struct ExactMatch : IOverlapScore
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "exact-match",
        "1 where the texts are equal after the SQuAD normaliser, else 0",
        [MetricOption.Flag("raw", false, "compare the texts as they are")],
        options => new BagMetric<Overlap<ExactMatch>>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: true),
            new TokenBagEncoder(new WholeTextTokenizer(options.Flag("raw"))),
            default,
            linear: true,
            new ModeRule(options.Flag("raw") ? null : candidate => candidate.Value?.Key ?? SquadTokenizer.Normalize(candidate.Text))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T> => shared;
}
