namespace Accelerated.Metrics;

/// <summary>The Jaccard index of two sets of labels, 1 where both are empty. The score is that of <see cref="Jaccard"/>.</summary>
internal static class LabelJaccard
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "label-jaccard",
        "Jaccard index of two sets of labels",
        [],
        options => new BagMetric<Overlap<Jaccard>>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: true), new LabelBagEncoder(), default));
}
