using System.Runtime.CompilerServices;
using Accelerated.Inference.Scoring;

namespace Accelerated.Inference.Tests;

/// <summary>A scripted local model that records its requests.</summary>
internal sealed class ScriptedLanguageModel(Func<int, DrawnCandidate> script) : ILanguageModel
{
    public string Name => "scripted";

    public int ContextLength => 1024;

    public bool HasChatTemplate { get; init; } = true;

    public List<(Prompt Prompt, int Count, SamplingOptions Options)> Asked { get; } = [];

    public bool AppliesTemplate(Prompt prompt) => HasChatTemplate;

    public IReadOnlyList<int> Encode(Prompt prompt) => [.. prompt.Text.Select(letter => (int)letter)];

    public int? FindToken(string name) => null;

    public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        options.Validate(count);
        lock (Asked)
        {
            Asked.Add((prompt, count, options));
        }

        for (var k = count - 1; k >= 0; k--)
        {
            await Task.Yield();
            yield return script(options.FirstCandidate + k) with { Index = k };
        }
    }

    public Task<IReadOnlyList<ScoredContinuation>> ScoreAsync(
        Prompt prompt, IReadOnlyList<Continuation> continuations, CancellationToken cancellation = default) =>
        throw new NotSupportedException("Nothing is scored here.");

    public void Dispose()
    {
    }
}
