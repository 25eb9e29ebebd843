using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Word and character error rate: the edit distance over the reference's length, d / |r|; may exceed 1 unless it is capped. Against an
/// empty reference an empty hypothesis scores 0 and any other 1, or the cap where that is less.
/// </summary>
/// <param name="cap">The most it can be, positive; infinity for no limit.</param>
internal readonly struct ErrorRate(double cap) : IAlignmentScore
{
    private readonly double _cap = cap;

    private static MetricOption Cap { get; } = new("cap", "0", "the most it can be, for instance 1; 0 for no limit", minimum: 0);

    /// <summary>The catalogue entry over words.</summary>
    public static MetricDefinition Words { get; } = new(
        "wer", "word error rate", [Cap, .. TextOptions.Plain], options => Create(options, TextOptions.Words(options)));

    /// <summary>The catalogue entry over characters.</summary>
    public static MetricDefinition Characters { get; } = new(
        "cer", "character error rate", [Cap, TextOptions.Normalize], options => Create(options, TextOptions.Characters(options)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T statistic, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var one = T.Of(1);
        var cap = T.Of(_cap);
        var rate = statistic / T.WhereEqual(reference, zero, one, reference);
        rate = T.WhereEqual(reference, zero, T.WhereEqual(hypothesis, zero, zero, one), rate);
        return T.WhereLess(cap, rate, cap, rate);
    }

    private static AlignmentMetric<ErrorRate> Create(MetricOptions options, ITokenizer tokenizer)
    {
        var cap = options.Number("cap") == 0 ? double.PositiveInfinity : options.Number("cap");
        return new(
            options.Info(Direction.LowerIsBetter, 0, cap, symmetric: false),
            new TokenSequenceEncoder(tokenizer),
            AlignmentStatistic.EditDistance,
            new(cap));
    }
}
