namespace Accelerated.Inference.Explaining;

/// <summary>What the winner by one half of the votes is worth by the other, over many divisions at random.</summary>
/// <param name="Chosen">The mean expected metric by the half that selected.</param>
/// <param name="HeldOut">The mean expected metric by the other half, without the winner's own vote.</param>
/// <param name="Splits">Number of divisions.</param>
public sealed record HeldOutValue(double Chosen, double HeldOut, int Splits)
{
    /// <summary>
    /// How far the selecting half flatters its winner, in the metric's unit: positive where it seems better than it is, whatever the
    /// metric's direction.
    /// </summary>
    public double Optimism { get; internal init; }
}
