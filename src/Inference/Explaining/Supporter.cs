namespace Accelerated.Inference.Explaining;

/// <summary>References that the metric reads as one, and what the answer is worth against them.</summary>
/// <param name="Index">The first of them.</param>
/// <param name="Text">Its text.</param>
/// <param name="Votes">Their number.</param>
/// <param name="Weight">Their share of the weight, 0..1.</param>
/// <param name="Utility">The metric of the answer against them.</param>
/// <param name="Share">
/// Their part of the expected metric, weight times utility over the sum of these; of a loss, the part that they add to it. NaN where the
/// sum is 0.
/// </param>
public sealed record Supporter(int Index, string Text, int Votes, double Weight, double Utility, double Share);
