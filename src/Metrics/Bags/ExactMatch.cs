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
        [MetricOption.Flag("raw", false, "compare the texts as they are"), TextOptions.Normalize, TextOptions.Language],
        Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T> => shared;

    private static BagMetric<Overlap<ExactMatch>> Create(MetricOptions options)
    {
        var tokenizer = options.Flag("raw")
            ? new WholeTextTokenizer(null) { Form = TextOptions.FormOf(options, UnicodeForm.AsGiven) }
            : TextOptions.ByLanguage(
                options,
                language => new WholeTextTokenizer(new SquadTokenizer(language)) { Form = TextOptions.FormOf(options, language.Form) });
        return new BagMetric<Overlap<ExactMatch>>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: true),
            new TokenBagEncoder(tokenizer),
            default,
            linear: true,
            new ModeRule(candidate => Key(candidate, tokenizer)));
    }

    private static string Key(Candidate candidate, ITokenizer tokenizer)
    {
        using var rows = new TokenRows(1);
        tokenizer.Tokenize(candidate, rows);
        return rows.Names()[0];
    }
}
