namespace Accelerated.Inference.Explaining;

/// <summary>References that agree with one another, directly or through others.</summary>
/// <param name="Members">The references, ascending.</param>
/// <param name="Text">The text of the member that the others agree with most.</param>
/// <param name="Weight">Their share of the weight, 0..1.</param>
/// <param name="Utility">The mean metric of the answer against them, by weight.</param>
/// <param name="HoldsAnswer">Whether the answer is one of them, or, where it is no reference, closest to them.</param>
public sealed record VoteCluster(IReadOnlyList<int> Members, string Text, double Weight, double Utility, bool HoldsAnswer);
