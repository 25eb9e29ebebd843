using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Agreement of two programs' results on the same tests, in their order (Shi et al. 2022): the share of tests on which they are equal, or
/// whether they are on all. A failure agrees with nothing, not even with itself, and so do tests that one side lacks; 0 without a test.
/// </summary>
/// <param name="all">1 where all must agree, 0 for the share.</param>
internal readonly struct Execution(double all) : IScratchPairScore<int, byte>
{
    private readonly double _all = all;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "execution",
        "agreement of programs' results: labels, or one a line; ERROR... and empty ones agree with nothing",
        [MetricOption.Flag("all", false, "1 where the results of all tests agree, else 0")],
        options => CustomMetric.OverSequences<byte, Execution>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: true),
            new OutcomeEncoder(asTable: false),
            new(options.Flag("all") ? 1 : 0)));

    /// <summary>None.</summary>
    public int ScratchLength(int hypothesis, int reference) => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<byte>, allows ref struct
    {
        var all = _all;
        var failure = hypothesis[0];
        var shorter = Math.Min(hypothesis.Length, reference.Length);
        var tests = Math.Max(hypothesis.Length, reference.Length) - 1;
        var agreed = 0;
        for (var k = 1; k < shorter; k++)
        {
            agreed += hypothesis[k] == reference[k] && hypothesis[k] != failure ? 1 : 0;
        }

        var share = tests == 0 ? 0 : (double)agreed / tests;
        return all == 1 && share < 1 ? 0 : share;
    }
}
