using System.Runtime.CompilerServices;

namespace Accelerated.Inference;

/// <summary>
/// Returns given answers instead of drawing: for tests, and for answers that were drawn elsewhere.
/// </summary>
public sealed class FixedSource : ICandidateSource
{
    private readonly IReadOnlyList<DrawnCandidate> _candidates;

    /// <summary>A source of drawn candidates, the same for every prompt.</summary>
    /// <param name="candidates">The candidates in order; their indices are replaced by their position.</param>
    public FixedSource(IReadOnlyList<DrawnCandidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        _candidates = [.. candidates];
    }

    /// <summary>A source of texts, the same for every prompt.</summary>
    /// <param name="texts">The texts in order.</param>
    public FixedSource(params IReadOnlyList<string> texts)
        : this([.. texts.Select((text, index) => new DrawnCandidate(index, text, FinishReason.Unknown))])
    {
    }

    /// <inheritdoc/>
    public string Name => $"fixed:{_candidates.Count}";

    /// <inheritdoc/>
    public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options.Validate(count);
        await ValueTask.CompletedTask.ConfigureAwait(false);
        for (var i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (options.FirstCandidate + i >= _candidates.Count)
            {
                throw new SourceException(
                    $"{Name} has {_candidates.Count} candidates; {options.FirstCandidate + count} were asked for. Ask for fewer.",
                    i,
                    count);
            }

            yield return _candidates[options.FirstCandidate + i] with { Index = i };
        }
    }

    /// <summary>Does nothing: the source owns nothing.</summary>
    public void Dispose()
    {
    }
}
