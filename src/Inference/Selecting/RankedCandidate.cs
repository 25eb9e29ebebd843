namespace Accelerated.Inference;

/// <summary>A candidate in a ranking.</summary>
public readonly struct RankedCandidate
{
    internal RankedCandidate(int index, double expected, double risk) => (Index, Expected, Risk) = (index, expected, risk);

    /// <summary>The candidate's index in its problem.</summary>
    public int Index { get; }

    /// <summary>Its expected metric, in the metric's unit; NaN where no reference votes on it.</summary>
    public double Expected { get; }

    /// <summary>The value that the ranking is sorted by: the chosen risk, which is <see cref="Expected"/> for the mean.</summary>
    public double Risk { get; }
}
