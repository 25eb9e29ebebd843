using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Draws candidates: independent samples of a model's answer to a prompt. Safe for concurrent callers; an engine with one context queues
/// them.
/// </summary>
public interface ICandidateSource : IDisposable
{
    /// <summary>A display name: the engine and the model's file or address.</summary>
    string Name { get; }

    /// <summary>
    /// Draws <paramref name="count"/> candidates and returns each as soon as it is finished, so in no fixed order;
    /// <see cref="DrawnCandidate.Index"/> identifies it. Candidate i depends on the model, the prompt, the options and i alone: the same
    /// seed gives the same candidates, whatever is drawn at the same time.
    /// </summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="count">The number of candidates, at least 1.</param>
    /// <param name="options">How each token is drawn and where an answer ends.</param>
    /// <param name="cancellationToken">Ends the drawing within 200 ms; returned candidates stay valid.</param>
    /// <exception cref="OptionException">The count or an option is outside its range; thrown before anything is drawn.</exception>
    /// <exception cref="PromptException">The prompt is empty, or does not fit the context together with the tokens to draw.</exception>
    /// <exception cref="SourceException">
    /// The engine failed; <see cref="SourceException.Drawn"/> candidates were returned before.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether candidates drawn with these options have log-probabilities. Where they have none, weights that need them are refused before
    /// anything is drawn.
    /// </summary>
    /// <param name="options">The sampling options.</param>
    /// <param name="ofSampling">
    /// Whether <see cref="DrawnCandidate.SamplingLogProbability"/> is needed too, besides <see cref="DrawnCandidate.LogProbability"/>.
    /// </param>
    bool GivesLogProbabilities(SamplingOptions options, bool ofSampling = false) => true;
}
