using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Sentence BLEU, 0 to 100 (Papineni et al. 2002, as Post 2018 settles it): the geometric mean of the clipped n-gram precisions, n = 1
/// to 4 by default, times a brevity penalty. One logarithm serves all orders: the fold multiplies the precisions.
/// </summary>
/// <remarks>
/// A: product of the precisions. B: log of the brevity penalty. C: 2^k - 1 after k orders without a match. D: orders that count.
/// </remarks>
internal readonly struct Bleu : IBagScore
{
    private const int MostWords = 9;
    private const double NoScore = -1e9; // as the logarithm of a factor

    private readonly double _noMatchExponential; // 1 where an order without a match is smoothed exponentially
    private readonly double _noMatchCount; // else the matches it counts as
    private readonly double _added; // to matches and total above the first order
    private readonly double _unreached; // the factor of an order for which the hypothesis is too short
    private readonly double _unreachedOrder; // how much such an order counts in the mean

    /// <summary>Creates the score.</summary>
    /// <param name="smoothing">What an order without a match counts.</param>
    /// <param name="value">The number that <see cref="BleuSmoothing.Floor"/> or <see cref="BleuSmoothing.AddK"/> uses.</param>
    /// <param name="effectiveOrder">
    /// Whether the mean is over the orders that the hypothesis is long enough for; else such a hypothesis scores 0.
    /// </param>
    public Bleu(BleuSmoothing smoothing, double value, bool effectiveOrder)
    {
        _noMatchExponential = smoothing == BleuSmoothing.Exponential ? 1 : 0;
        _noMatchCount = smoothing == BleuSmoothing.Floor ? value : 0;
        _added = smoothing == BleuSmoothing.AddK ? value : 0;
        _unreached = effectiveOrder ? 1 : 0;
        _unreachedOrder = effectiveOrder ? 0 : 1;
    }

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "bleu",
        "sentence BLEU, 0 to 100",
        [
            new("smooth", "exp", "what an order without a match counts", ["exp", "floor", "add-k", "none"]),
            new("floor", "0.1", "matches of such an order under smooth=floor", minimum: 1e-9, maximum: 1000),
            new("k", "1", "what smooth=add-k adds", minimum: 1e-9, maximum: 1000),
            BleuTokenization.Option,
            new("order", "4", "words of the longest n-grams, a whole number", [.. Enumerable.Range(1, MostWords).Select(n => $"{n}")]),
            TextOptions.LowerCase,
            MetricOption.Flag("effective", true, "average over the orders that the answer is long enough for"),
            TextOptions.Normalize,
            TextOptions.Language,
        ],
        options => new BagMetric<Bleu>(
            options.Info(Direction.HigherIsBetter, 0, 100, symmetric: false, Signature.OfBleu(options)),
            new TokenBagEncoder(TextOptions.InCase(options, BleuTokenization.Of(options)), (int)options.Number("order")),
            Create(options)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BagFold<T> Add<T>(BagFold<T> fold, int order, T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var one = T.Of(1);
        var matches = shared;
        var total = hypothesis;
        var factor = fold.A;
        if (order == 0)
        {
            // No shared word means no shared n-gram at all.
            var length = T.WhereEqual(hypothesis, zero, one, hypothesis);
            var penalty = T.WhereLess(hypothesis, reference, one - reference / length, zero);
            fold.B = T.WhereEqual(shared, zero, T.Of(NoScore), penalty);
            factor = one;
        }
        else
        {
            matches = matches + T.Of(_added);
            total = total + T.Of(_added);
        }

        var doubled = fold.C + fold.C + one;
        var power = T.WhereEqual(T.Of(_noMatchExponential), one, doubled + one, one);
        var smoothed = T.WhereEqual(T.Of(_noMatchExponential), one, one, T.Of(_noMatchCount));
        fold.C = T.WhereEqual(matches, zero, doubled, fold.C);
        var divisor = T.WhereEqual(total, zero, one, total);
        var precision = T.WhereEqual(matches, zero, smoothed / (power * divisor), matches / divisor);
        fold.A = factor * T.WhereEqual(total, zero, T.Of(_unreached), precision);
        fold.D = fold.D + T.WhereEqual(total, zero, T.Of(_unreachedOrder), one);
        return fold;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Finish<T>(BagFold<T> fold) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var one = T.Of(1);
        var product = T.WhereEqual(fold.A, zero, one, fold.A);
        var orders = T.WhereEqual(fold.D, zero, one, fold.D);
        var mean = Elementary.Log(product) / orders;
        var value = T.Of(100) * Elementary.Exp(mean + fold.B);
        return T.WhereEqual(fold.A, zero, zero, value);
    }

    private static Bleu Create(MetricOptions options)
    {
        var smoothing = options.Text("smooth") switch
        {
            "floor" => BleuSmoothing.Floor,
            "add-k" => BleuSmoothing.AddK,
            "none" => BleuSmoothing.None,
            _ => BleuSmoothing.Exponential,
        };
        return new Bleu(smoothing, options.Number(smoothing == BleuSmoothing.AddK ? "k" : "floor"), options.Flag("effective"));
    }
}
