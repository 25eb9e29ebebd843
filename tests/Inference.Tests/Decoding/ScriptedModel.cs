using System.Runtime.CompilerServices;
using Accelerated.Inference.Scoring;

namespace Accelerated.Inference.Tests;

/// <summary>A scripted model: candidate i is script(i); continuations have the given probabilities, by text or by "chain:text".</summary>
internal sealed class ScriptedModel(
    Func<int, DrawnCandidate?> script,
    IReadOnlyDictionary<string, double>? probabilities = null,
    IReadOnlyDictionary<string, double>? logarithms = null) : ICandidateSource, IContinuationScorer
{
    public string Name => "script";

    public List<int> Drawn { get; } = [];

    public List<string> Scored { get; } = [];

    /// <summary>The reason that a prompt cannot be scored; null if it can.</summary>
    public Func<string, Exception?> Unscorable { get; init; } = _ => null;

    public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        options.Validate(count);
        for (var k = count - 1; k >= 0; k--)
        {
            await Task.Yield();
            var candidate = script(options.FirstCandidate + k) ?? throw new SourceException(
                $"The script broke off after {count - 1 - k} of {count} candidates.", count - 1 - k, count);
            Drawn.Add(options.FirstCandidate + k);
            yield return candidate with { Index = k };
        }
    }

    public Task<IReadOnlyList<ScoredContinuation>> ScoreAsync(
        Prompt prompt, IReadOnlyList<Continuation> continuations, CancellationToken cancellation = default)
    {
        Scored.Add(prompt.Text + prompt.AnswerStart);
        if (Unscorable(prompt.Text + prompt.AnswerStart) is { } failure)
        {
            return Task.FromException<IReadOnlyList<ScoredContinuation>>(failure);
        }

        return Task.FromResult<IReadOnlyList<ScoredContinuation>>(
            [
                .. continuations.Select(c =>
                    new ScoredContinuation(
                        c.Text,
                        [.. c.Text.Select(letter => (int)letter)],
                        logarithms is null ? Math.Log(Probability(prompt.Text + prompt.AnswerStart, c.Text)) : logarithms[c.Text])),
            ]);
    }

    private double Probability(string prompt, string text) =>
        probabilities!.TryGetValue(text, out var value)
            ? value
            : probabilities[prompt[prompt.IndexOf("chain", StringComparison.Ordinal)..] + text];

    public void Dispose()
    {
    }
}
