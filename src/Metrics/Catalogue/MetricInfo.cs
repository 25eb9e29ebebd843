namespace Accelerated.Metrics;

/// <summary>What a metric is, independent of how it is computed.</summary>
public sealed class MetricInfo
{
    /// <summary>What a metric is.</summary>
    /// <param name="name">The full name, options included: <c>huber:delta=2</c>.</param>
    /// <param name="direction">Which values are better.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value; infinity where there is none.</param>
    /// <param name="isSymmetric">Whether u(h, r) = u(r, h) always.</param>
    public MetricInfo(string name, Direction direction, double minimum, double maximum, bool isSymmetric)
    {
        Name = name;
        Direction = direction;
        Minimum = minimum;
        Maximum = maximum;
        IsSymmetric = isSymmetric;
    }

    /// <summary>The full name, options included: <c>huber:delta=2</c>.</summary>
    public string Name { get; }

    /// <summary>Which values are better.</summary>
    public Direction Direction { get; }

    /// <summary>The least value.</summary>
    public double Minimum { get; }

    /// <summary>The greatest value; infinity where there is none.</summary>
    public double Maximum { get; }

    /// <summary>Whether u(h, r) = u(r, h) always.</summary>
    public bool IsSymmetric { get; }

    /// <summary>
    /// What a score of BLEU, chrF or TER was computed with, in the fields that sacreBLEU prints, for instance
    /// <c>chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|...</c>; null for other metrics. It holds for texts in the metric's language.
    /// </summary>
    public string? Signature { get; internal init; }

    /// <summary>The worst value of the range.</summary>
    internal double Worst => Direction == Direction.HigherIsBetter ? Minimum : Maximum;

    /// <summary>Refuses a range without a finite worst value.</summary>
    internal void RequireWorst()
    {
        if (!double.IsFinite(Worst))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The worst value of {Name} is {Worst}; NonFiniteUtility.Worst needs a finite one. ")
                + $"Give the {(Direction == Direction.HigherIsBetter ? "minimum" : "maximum")}, or use NonFiniteUtility.Error.");
        }
    }
}
