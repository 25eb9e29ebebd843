using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Draws candidates: independent samples of a model's answer to a prompt. May be used by several callers at once; an engine that owns one
/// context lets them take turns.
/// </summary>
public interface ICandidateSource : IDisposable
{
    /// <summary>What draws, for people: the engine and the model's file or address.</summary>
    string Name { get; }

    /// <summary>
    /// Draws <paramref name="count"/> candidates and hands each over as soon as it is finished, so in no fixed order;
    /// <see cref="DrawnCandidate.Index"/> tells which it is. Candidate i depends on the model, the prompt, the options and i alone: the
    /// same seed gives the same candidates, whatever is drawn at the same time.
    /// </summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="options">How each token is drawn and where an answer ends.</param>
    /// <param name="cancellationToken">Ends the drawing within 200 ms; what was handed over stays valid.</param>
    /// <exception cref="OptionException">The count or an option is outside its range; thrown before anything is drawn.</exception>
    /// <exception cref="PromptException">The prompt is empty, or does not fit the context together with the tokens to draw.</exception>
    /// <exception cref="SourceException">The engine failed part-way; it says how many candidates were handed over before.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    IAsyncEnumerable<DrawnCandidate> DrawAsync(Prompt prompt, int count, SamplingOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether candidates drawn so carry log-probabilities. Where they do not, weights that need them are refused before anything is drawn.
    /// </summary>
    /// <param name="options">How each token would be drawn.</param>
    /// <param name="ofSampling">
    /// Whether <see cref="DrawnCandidate.SamplingLogProbability"/> is needed as well, and not <see cref="DrawnCandidate.LogProbability"/>
    /// alone.
    /// </param>
    bool GivesLogProbabilities(SamplingOptions options, bool ofSampling = false) => true;
}
