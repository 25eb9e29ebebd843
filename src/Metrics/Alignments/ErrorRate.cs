using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Word and character error rate: the edit distance over the reference's length, d / |r|; may exceed 1. Against an empty reference an
/// empty hypothesis scores 0 and any other 1.
/// </summary>
internal readonly struct ErrorRate : IAlignmentScore
{
    /// <summary>The catalogue entry over words.</summary>
    public static MetricDefinition Words { get; } = new(
        "wer", "word error rate", TextOptions.Plain, options => Create(options, TextOptions.Words(options)));

    /// <summary>The catalogue entry over characters.</summary>
    public static MetricDefinition Characters { get; } = new(
        "cer", "character error rate", [TextOptions.Normalize], options => Create(options, TextOptions.Characters(options)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T statistic, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var one = T.Of(1);
        var rate = statistic / T.WhereEqual(reference, zero, one, reference);
        return T.WhereEqual(reference, zero, T.WhereEqual(hypothesis, zero, zero, one), rate);
    }

    private static AlignmentMetric<ErrorRate> Create(MetricOptions options, ITokenizer tokenizer) => new(
        options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric: false),
        new TokenSequenceEncoder(tokenizer),
        AlignmentStatistic.EditDistance,
        default);
}
