namespace Accelerated.Inference;

/// <summary>A drawn token.</summary>
/// <param name="Id">The token id.</param>
/// <param name="LogProbability">Its natural log-probability under the model at temperature 1 with nothing truncated.</param>
/// <param name="SamplingLogProbability">
/// Its natural log-probability under the distribution it was drawn from; 0 where drawing was greedy.
/// </param>
internal readonly record struct SampledToken(int Id, double LogProbability, double SamplingLogProbability);
