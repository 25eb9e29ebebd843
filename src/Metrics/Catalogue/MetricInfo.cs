namespace Accelerated.Metrics;

/// <summary>What a metric is, independent of how it is computed.</summary>
/// <param name="Name">The full name, options included: <c>huber:delta=2</c>.</param>
/// <param name="Direction">Which values are better.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value; infinity where there is none.</param>
/// <param name="IsSymmetric">Whether u(h, r) = u(r, h) always.</param>
public sealed record MetricInfo(string Name, Direction Direction, double Minimum, double Maximum, bool IsSymmetric)
{
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
