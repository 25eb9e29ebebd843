using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>What consensus answers.</summary>
/// <param name="Built">The answer put together from words; null where the best candidate is at least as good.</param>
/// <param name="Words">The words of the answer, or of the best candidate.</param>
internal sealed record ConsensusAnswer(Candidate? Built, IReadOnlyList<ConsensusWord> Words);
