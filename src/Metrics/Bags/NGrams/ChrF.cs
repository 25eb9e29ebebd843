using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// chrF and chrF++, 0 to 100 (Popović 2015, 2017): precision and recall of character n-grams, n = 1 to 6, and for chrF++ of word n-grams,
/// n = 1 to 2 (both by default), averaged over the orders that both sides have, then joined to one F-beta.
/// </summary>
/// <remarks>A: sum of precisions. B: sum of recalls. C: orders that count.</remarks>
/// <param name="beta">How much more recall counts than precision.</param>
internal readonly struct ChrF(double beta) : IBagScore
{
    private const int MostOrders = 9;

    private readonly double _square = beta * beta;

    /// <summary>Beta squared.</summary>
    public double Square => _square;

    /// <summary>The catalogue entry over characters.</summary>
    public static MetricDefinition Characters { get; } = Define("chrf", "chrF of characters, 0 to 100", words: "0");

    /// <summary>The catalogue entry over characters and words.</summary>
    public static MetricDefinition CharactersAndWords { get; } = Define("chrf++", "chrF++ of characters and words, 0 to 100", words: "2");

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BagFold<T> Add<T>(BagFold<T> fold, int order, T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var one = T.Of(1);
        var both = hypothesis * reference; // zero where an order does not count; then nothing is shared either
        fold.A = fold.A + shared / T.WhereEqual(both, zero, one, hypothesis);
        fold.B = fold.B + shared / T.WhereEqual(both, zero, one, reference);
        fold.C = fold.C + T.WhereEqual(both, zero, zero, one);
        return fold;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Finish<T>(BagFold<T> fold) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var one = T.Of(1);
        var square = T.Of(_square);
        var orders = T.WhereEqual(fold.C, zero, one, fold.C);
        var precision = fold.A / orders;
        var recall = fold.B / orders;
        var total = square * precision + recall;
        var top = (one + square) * precision * recall;
        return T.Of(100) * (top / T.WhereEqual(total, zero, one, total));
    }

    private static string[] WholeNumbers(int first) => [.. Enumerable.Range(first, MostOrders - first + 1).Select(n => $"{n}")];

    private static MetricDefinition Define(string name, string summary, string words) => new(
        name,
        summary,
        [
            new("beta", "2", "how much more recall counts than precision", minimum: 0, maximum: 1000),
            MetricOption.Flag("eps", false, "the mean of each order's F, over all orders"),
            new("order", "6", "characters of the longest n-grams, a whole number", WholeNumbers(1)),
            new("words", words, "words of the longest n-grams, a whole number", WholeNumbers(0)),
            TextOptions.LowerCase,
            MetricOption.Flag("space", false, "white space counts as a character"),
            TextOptions.Normalize,
        ],
        options =>
        {
            var beta = options.Number("beta");
            var info = options.Info(Direction.HigherIsBetter, 0, 100, symmetric: beta == 1, Signature.OfChrF(options));
            var characters = TextOptions.InCase(options, TextOptions.Characters(options, dropWhiteSpace: !options.Flag("space")));
            var ofCharacters = new TokenBagEncoder(characters, (int)options.Number("order"));
            var wordOrders = (int)options.Number("words");
            var ofWords = TextOptions.InCase(options, new PunctuationSplitTokenizer { Form = TextOptions.FormOf(options) });
            IBagEncoder encoder = wordOrders == 0
                ? ofCharacters
                : new JoinedBagEncoder(ofCharacters, new TokenBagEncoder(ofWords, wordOrders));
            return options.Flag("eps")
                ? new BagMetric<ChrFEps>(info, encoder, new(beta, encoder.Orders))
                : new BagMetric<ChrF>(info, encoder, new(beta));
        });
}
