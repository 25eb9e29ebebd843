namespace Accelerated.Metrics;

/// <summary>F1 of two sets of labels, 2c / (|h| + |r|), 1 where both are empty. The score is that of <see cref="TokenF1"/>.</summary>
internal static class LabelF1
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "label-f1",
        "F1 of two sets of labels, separated by , or ;",
        [],
        options => new BagMetric<Overlap<TokenF1>>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: true),
            new LabelBagEncoder(),
            new(new(1)),
            linear: true,
            new FRule(LabelBagEncoder.Read, asSets: true, separator: ", ")));
}
