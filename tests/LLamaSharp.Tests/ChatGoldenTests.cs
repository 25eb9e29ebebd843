using Accelerated.Inference.Scoring;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>The small instruct model against its golden values, with both precisions of the cache.</summary>
[TestFixture(CachePrecision.Exact, 1e-5, 1e-3)]
[TestFixture(CachePrecision.Half, 4e-3, 4e-3)]
public sealed class ChatGoldenTests(CachePrecision cache, double probabilityBound, double logProbabilityBound)
{
    private static readonly Continuation[] Stars = [.. Enumerable.Range(1, 5).Select(star => new Continuation($"{star}"))];
    private LLamaSharpCandidateSource _source = null!;

    [OneTimeSetUp]
    public async Task OpenModel() => _source = await ChatModels.OpenAsync(ChatModels.Reviews, SmallModel.Exact with { Cache = cache });

    [OneTimeTearDown]
    public void CloseModel() => _source?.Dispose();

    [Test]
    public void Messages_become_the_golden_token_ids()
    {
        foreach (var golden in ChatGolden.All)
        {
            Assert.That(_source.Encode(golden.Ask("How many stars, 1 to 5?")), Is.EqualTo(golden.StarsPromptIds), golden.Review);
        }
    }

    [Test]
    public async Task Star_probabilities_agree_with_the_golden_values()
    {
        var worst = 0.0;
        foreach (var golden in ChatGolden.All)
        {
            var scores = await _source.ScoreAsync(golden.Ask("How many stars, 1 to 5?"), Stars);
            worst = Math.Max(
                worst,
                scores.Zip(golden.StarProbabilities, (score, probability) => Math.Abs(Math.Exp(score.LogProbability) - probability)).Max());
        }

        TestContext.Out.WriteLine($"{cache}: the largest difference is {worst:g3}.");
        Assert.That(worst, Is.LessThan(probabilityBound));
    }

    [Test]
    public async Task Greedy_titles_and_records_are_the_golden_ones([Values] bool record)
    {
        var (different, worst) = (0, 0.0);
        foreach (var golden in ChatGolden.All)
        {
            var (question, ids, logProbability) = record
                ? ("Fill in the record as JSON.", golden.RecordIds, golden.RecordLogProbability)
                : ("Write a short title.", golden.TitleIds, golden.TitleLogProbability);
            var options = new SamplingOptions { Temperature = 0, MaxTokens = ids.Length };
            var drawn = (await DrawnSet.CollectAsync(_source, golden.Ask(question), 1, options)).Candidates[0];
            if (drawn.Tokens!.SequenceEqual(ids))
            {
                worst = Math.Max(worst, Math.Abs(drawn.LogProbability!.Value - logProbability));
            }
            else
            {
                different++;
            }
        }

        TestContext.Out.WriteLine(
            $"{cache}: {different} of {ChatGolden.All.Count} differ; the largest difference of a log-probability is {worst:g3}.");
        Assert.That(
            different,
            Is.LessThanOrEqualTo(cache == CachePrecision.Exact ? 0 : 1),
            "where two tokens are about as likely, rounding may choose the other");
        Assert.That(worst, Is.LessThan(logProbabilityBound));
    }
}
