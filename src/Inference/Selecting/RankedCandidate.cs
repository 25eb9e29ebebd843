namespace Accelerated.Inference;

/// <summary>A candidate's place in a ranking.</summary>
/// <param name="Index">The candidate's index in its problem.</param>
/// <param name="Expected">Its expected metric, in the metric's own unit; NaN where nothing votes on it.</param>
/// <param name="Risk">What the ranking goes by: the value of the risk asked for, which is <paramref name="Expected"/> for the mean.</param>
public readonly record struct RankedCandidate(int Index, double Expected, double Risk);
