using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Google's BLEU for a sentence, 0 to 1 (Wu et al. 2016): the lesser of precision and recall of all n-grams together, n = 1 to 4 by
/// default, which is c / max(|h|, |r|) with c shared n-grams. 1 where neither side has one, 0 where one side has none.
/// </summary>
/// <remarks>A: shared n-grams. B: those of the hypothesis. C: those of the reference.</remarks>
internal readonly struct Gleu : IBagScore
{
    private const int MostWords = 9;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "gleu",
        "GLEU: the lesser of precision and recall of n-grams, 0 to 1",
        [
            new("n", "4", "words of the longest n-grams, a whole number", [.. Enumerable.Range(1, MostWords).Select(n => $"{n}")]),
            BleuTokenization.Option,
            TextOptions.Normalize,
            TextOptions.Language,
        ],
        options => new BagMetric<Gleu>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: true),
            new TokenBagEncoder(BleuTokenization.Of(options), (int)options.Number("n")),
            default));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BagFold<T> Add<T>(BagFold<T> fold, int order, T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        fold.A = fold.A + shared;
        fold.B = fold.B + hypothesis;
        fold.C = fold.C + reference;
        return fold;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Finish<T>(BagFold<T> fold) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var one = T.Of(1);
        var larger = T.WhereLess(fold.B, fold.C, fold.C, fold.B);
        return T.WhereEqual(larger, zero, one, fold.A / T.WhereEqual(larger, zero, one, larger));
    }
}
