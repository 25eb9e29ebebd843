namespace Accelerated.Metrics;

/// <summary>The set of greatest expected F.</summary>
/// <param name="Symbols">The chosen symbols, ascending; empty where the empty set is best.</param>
/// <param name="Value">Its expected F, in 0..1.</param>
internal sealed record FOptimum(IReadOnlyList<int> Symbols, double Value);
