namespace Accelerated.Inference.Planning;

/// <summary>What some number of candidates a problem would give and take.</summary>
/// <param name="Candidates">The number.</param>
/// <param name="Expected">
/// The mean over the pilot's problems of what the winner among so many of its candidates is worth by the votes of all; NaN beyond the
/// pilot.
/// </param>
/// <param name="Low">The lower end of the middle 90 % of random draws of so many, as a mean over the problems.</param>
/// <param name="High">The upper end.</param>
/// <param name="StableShare">The share of the problems whose decision is stable then.</param>
/// <param name="Seconds">Seconds a problem by the pilot's pace; NaN where nothing was timed.</param>
/// <param name="Tokens">Tokens a problem by the pilot's lengths; NaN where they are not known.</param>
public sealed record PlannedCount(
    int Candidates, double Expected, double Low, double High, double StableShare, double Seconds, double Tokens);
