using System.Runtime.CompilerServices;

namespace Accelerated.Inference.Tests.Sources;

/// <summary>A source that draws from a list of words, all equally likely.</summary>
internal sealed class WordSource(params string[] words) : ICandidateSource
{
    public string Name => "words";

    public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options.Validate(count);
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            var uniform = new DrawStream(options.Seed, options.FirstCandidate + i).Uniform(0);
            var word = options.Temperature == 0 ? 0 : (int)(uniform * words.Length);
            yield return new DrawnCandidate(i, words[word], FinishReason.EndOfText) { LogProbability = -Math.Log(words.Length) };
        }
    }

    public void Dispose()
    {
    }
}

/// <summary>Runs the conformance tests on it.</summary>
public sealed class WordSourceConformanceTests : CandidateSourceConformance
{
    protected override Task<ICandidateSource> OpenAsync() => Task.FromResult<ICandidateSource>(new WordSource("red", "green", "blue"));
}
