namespace Accelerated.Inference.Explaining;

/// <summary>A reference without whose vote another answer had been selected. It stays a candidate where it is one.</summary>
/// <param name="Index">The reference; the first of those that the metric reads as one and that weigh the same.</param>
/// <param name="Text">Its text.</param>
/// <param name="OtherIndex">The candidate that had been selected; -1 for an answer in closed form that is no candidate.</param>
/// <param name="OtherText">The answer that had been selected.</param>
public sealed record DecidingVote(int Index, string Text, int OtherIndex, string OtherText);
