using Accelerated.Inference;

namespace Accelerated.Cli.Drawing;

/// <summary>A model that is open: what draws and what scores.</summary>
/// <param name="Source">What draws.</param>
/// <param name="Scorer">What scores, the source itself where it can.</param>
internal sealed record OpenedModel(ICandidateSource Source, IContinuationScorer Scorer) : IDisposable
{
    /// <summary>The model where it is on this machine; null for a service.</summary>
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
