using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>Subset accuracy: 1 where the two sets of labels are equal, else 0.</summary>
internal readonly struct LabelSubset : IOverlapScore
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "label-subset",
        "1 where two sets of labels are equal, else 0",
        [],
        options => new BagMetric<Overlap<LabelSubset>>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: true),
            new LabelBagEncoder(),
            default,
            rule: new ModeRule(LabelBagEncoder.Set)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        return T.WhereEqual(shared, hypothesis, T.WhereEqual(shared, reference, T.Of(1), zero), zero);
    }
}
