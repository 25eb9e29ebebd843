namespace Accelerated.Inference.Pruning;

/// <summary>A round of a <see cref="PartialSelection"/>.</summary>
/// <param name="References">Distinct references used by its end.</param>
/// <param name="Pairs">Pairs computed by its end.</param>
/// <param name="Survivors">Distinct candidates that were left at its end.</param>
public readonly record struct PartialRound(int References, long Pairs, int Survivors);
