namespace Accelerated.Metrics;

/// <summary>What a scorer of pairs was asked for.</summary>
/// <param name="Calls">Calls that ended, failed ones included.</param>
/// <param name="Pairs">Pairs in them.</param>
public readonly record struct ScorerUsage(long Calls, long Pairs);
