namespace Accelerated.Inference.Abstaining;

/// <summary>How sure a decision was of an answer whose loss is known.</summary>
/// <param name="Score">How sure; higher is surer. NaN is never sure enough.</param>
/// <param name="Loss">What the answer lost against the right one, at least 0.</param>
public readonly record struct ScoredLoss(double Score, double Loss);
