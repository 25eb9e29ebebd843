using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The Dice coefficient 2c / (|h| + |r|), 1 where both sides are empty (Dice 1945).</summary>
internal readonly struct Dice : IOverlapScore
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "dice",
        "Dice coefficient of tokens, 2c / (|h| + |r|)",
        [TokenOverlap.Sets, TokenOverlap.Unit, .. TextOptions.Shared],
        options => TokenOverlap.Metric(options, default(Dice), symmetric: true, linear: true, TokenOverlap.FRule(options, 1, 1)));

    /// <inheritdoc/>
    public static bool IsWholeQuotient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T> =>
        new TokenF1(1).Score(shared, hypothesis, reference);
}
