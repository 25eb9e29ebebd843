using Accelerated.Inference.Scoring;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>
/// The small model against the golden values, with both precisions of the cache: the same float32 weights, computed in float64 by another
/// implementation.
/// </summary>
[TestFixture(CachePrecision.Exact, 1e-5, 1e-3)]
[TestFixture(CachePrecision.Half, 4e-3, 4e-3)]
public sealed class GoldenTests(CachePrecision cache, double probabilityBound, double logProbabilityBound)
{
    private static readonly Continuation[] Stars = [.. Enumerable.Range(1, 5).Select(star => new Continuation($"{star}"))];
    private static readonly SamplingOptions Greedy = new() { Temperature = 0, MaxTokens = 14, StopStrings = ["\n"] };
    private LLamaSharpCandidateSource _source = null!;

    [OneTimeSetUp]
    public async Task OpenModel() => _source = await SmallModel.OpenAsync(SmallModel.Exact with { Cache = cache });

    [OneTimeTearDown]
    public void CloseModel() => _source?.Dispose();

    [Test]
    public async Task Star_probabilities_agree_with_the_golden_values()
    {
        var worst = 0.0;
        foreach (var golden in Golden.All)
        {
            var scores = await _source.ScoreAsync(golden.Prompt, Stars);
            for (var star = 0; star < 5; star++)
            {
                var difference = Math.Abs(Math.Exp(scores[star].LogProbability) - golden.StarProbabilities[star]);
                worst = Math.Max(worst, difference);
                Assert.That(difference, Is.LessThan(probabilityBound), $"{star + 1} stars after: {golden.Prompt}");
            }
        }

        TestContext.Out.WriteLine($"{cache}: the largest difference is {worst:g3}.");
    }

    [Test]
    public async Task The_models_own_tokens_are_the_golden_ones()
    {
        foreach (var golden in Golden.All)
        {
            var text = await _source.ScoreAsync(golden.Prompt, Stars);
            var tokens = await _source.ScoreAsync(new Prompt(golden.Prompt) { Tokens = golden.Ids }, Stars);
            Assert.That(
                text.Select(score => score.LogProbability), Is.EqualTo(tokens.Select(score => score.LogProbability)), golden.Prompt);
        }
    }

    [Test]
    public async Task Greedy_titles_and_their_log_probabilities_agree_with_the_golden_values()
    {
        var worst = 0.0;
        foreach (var golden in Golden.All)
        {
            var drawn = (await DrawnSet.CollectAsync(_source, golden.TitlePrompt, 1, Greedy)).Candidates[0];
            Assert.That(drawn.Tokens, Is.EqualTo(golden.GreedyTitleIds), golden.TitlePrompt);
            var difference = Math.Abs(drawn.LogProbability!.Value - golden.GreedyTitleLogProbability);
            worst = Math.Max(worst, difference);
            Assert.That(difference, Is.LessThan(logProbabilityBound), golden.TitlePrompt);
        }

        TestContext.Out.WriteLine($"{cache}: the largest difference is {worst:g3}.");
    }
}
