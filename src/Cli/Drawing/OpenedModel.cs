using Accelerated.Inference;
using Accelerated.Inference.Scoring;

namespace Accelerated.Cli.Drawing;

/// <summary>An opened model.</summary>
/// <param name="Source">Draws candidates.</param>
/// <param name="Scorer">Scores continuations; the source itself for local models.</param>
internal sealed record OpenedModel(ICandidateSource Source, IContinuationScorer Scorer) : IDisposable
{
    /// <summary>The model if it is local; null for a service.</summary>
    public ILanguageModel? Local => Source as ILanguageModel;

    /// <inheritdoc/>
    public void Dispose()
    {
        Source.Dispose();
        if (!ReferenceEquals(Source, Scorer))
        {
            Scorer.Dispose();
        }
    }
}
