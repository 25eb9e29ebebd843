using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The Hamming loss of two sets of labels: the labels that only one of them has, (|h| + |r| - 2c) / n, n the number of labels there are.
/// </summary>
/// <param name="labels">n, at least 1; with 1 the loss is a count.</param>
internal readonly struct LabelHamming(double labels) : IOverlapScore
{
    private readonly double _labels = labels;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "label-hamming",
        "labels that only one of two sets has",
        [new("labels", "1", "divide by this number of labels", minimum: 1)],
        options => new BagMetric<Overlap<LabelHamming>>(
            options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric: true),
            new LabelBagEncoder(),
            new(new(options.Number("labels"))),
            linear: true,
            new HammingRule(options.Number("labels"))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T> =>
        (hypothesis + reference - (shared + shared)) / T.Of(_labels);
}
