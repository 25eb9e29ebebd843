namespace Accelerated.Metrics;

/// <summary>
/// Translation edit rate, 100 (shifts + edits) / |r| (Snover et al. 2006), as sacreBLEU computes it by default; may exceed 100. Against an
/// empty reference an empty hypothesis scores 0 and any other 100.
/// </summary>
internal readonly struct TranslationEditRate : IScratchPairScore<int, ulong>
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "ter",
        "translation edit rate: edits and moves of blocks of words, in percent of the reference's words",
        [MetricOption.Flag("case-sensitive", false, "tell upper from lower case"), .. TextOptions.Plain],
        options => CustomMetric.OverSequences<ulong, TranslationEditRate>(
            options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric: false, Signature.OfTer(options)),
            new TokenSequenceEncoder(TextOptions.Words(options, lowersCase: !options.Flag("case-sensitive"))),
            default));

    /// <summary>The tables of the search for moves.</summary>
    public int ScratchLength(int hypothesis, int reference) => ShiftLayout.Length(hypothesis, reference);

    /// <inheritdoc/>
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        var (rows, columns) = (hypothesis.Length, reference.Length);
        if (rows == 0 || columns == 0)
        {
            return rows == columns ? 0 : 100;
        }

        return 100 * ((double)ShiftSearch.Edits(hypothesis, reference, scratch) / columns);
    }
}
