using Accelerated.Inference.Scoring;

namespace Accelerated.Inference.Tests;

public sealed class DrawingTests
{
    private static readonly Prompt Prompt = SmallModel.Goldens[1].TitlePrompt;

    [TestCase(1, 1)]
    [TestCase(7, 2)]
    [TestCase(64, 1)]
    [TestCase(64, 2)]
    public async Task The_same_seed_draws_the_same_candidates_whatever_the_batch_size(int batch, int workers)
    {
        using var source = new OnnxCandidateSource(
            SmallModel.File("reviews-tiny.onnx"), new OnnxOptions { BatchSize = batch, Workers = workers });
        var expected = await DrawnSet.CollectAsync(SmallModel.Source, Prompt, 64, SmallModel.Titles);
        var actual = await DrawnSet.CollectAsync(source, Prompt, 64, SmallModel.Titles);
        Assert.That(actual.Candidates.Select(Key), Is.EqualTo(expected.Candidates.Select(Key)), "seed 7");
        Assert.That(
            actual.Candidates.Select(c => c.LogProbability), Is.EqualTo(expected.Candidates.Select(c => c.LogProbability)).Within(1e-4));
    }

    [Test]
    public async Task Another_seed_draws_other_candidates_and_fewer_are_a_beginning()
    {
        var all = await DrawnSet.CollectAsync(SmallModel.Source, Prompt, 20, SmallModel.Titles);
        var few = await DrawnSet.CollectAsync(SmallModel.Source, Prompt, 5, SmallModel.Titles);
        var other = await DrawnSet.CollectAsync(SmallModel.Source, Prompt, 20, SmallModel.Titles with { Seed = 8 });
        Assert.That(few.Candidates.Select(Key), Is.EqualTo(all.Candidates.Take(5).Select(Key)));
        Assert.That(other.Candidates.Select(Key), Is.Not.EqualTo(all.Candidates.Select(Key)));
    }

    [Test]
    public async Task Drawn_log_probabilities_are_those_that_scoring_gives()
    {
        var drawn = (await DrawnSet.CollectAsync(SmallModel.Source, Prompt, 64, SmallModel.Titles)).Candidates;
        var scored = await SmallModel.Source.ScoreAsync(
            Prompt, [.. drawn.Select(candidate => new Continuation(candidate.Text) { Tokens = candidate.Tokens })]);
        Assert.That(
            scored.Select(score => score.LogProbability), Is.EqualTo(drawn.Select(candidate => candidate.LogProbability)).Within(1e-4));
    }

    [Test]
    public async Task A_truncated_distribution_is_told_beside_the_models_own()
    {
        var drawn = (
            await DrawnSet.CollectAsync(SmallModel.Source, Prompt, 16, SmallModel.Titles with { Temperature = .7, TopK = 5 })).Candidates;
        var scored = await SmallModel.Source.ScoreAsync(
            Prompt, [.. drawn.Select(candidate => new Continuation(candidate.Text) { Tokens = candidate.Tokens })]);
        Assert.That(
            drawn.Select(candidate => candidate.LogProbability), Is.EqualTo(scored.Select(score => score.LogProbability)).Within(1e-4));
        Assert.That(drawn.Select(candidate => candidate.SamplingLogProbability > candidate.LogProbability), Is.All.True);
    }

    [Test]
    public async Task Candidates_follow_the_models_distribution()
    {
        const int Draws = 2000;
        var golden = SmallModel.Goldens[0];
        var counts = new int[6];
        await foreach (var candidate in SmallModel.Source.DrawAsync(golden.Prompt, Draws, new SamplingOptions { MaxTokens = 1, Seed = 3 }))
        {
            counts["12345".IndexOf(candidate.Text, StringComparison.Ordinal) + 1]++;
        }

        var chiSquare = golden.StarProbabilities.Select((p, star) => Math.Pow(counts[star + 1] - (Draws * p), 2) / (Draws * p)).Sum();
        Assert.That(chiSquare, Is.LessThan(18), "4 degrees of freedom, seed 3");
        Assert.That(counts[0], Is.LessThan(15), "other tokens have .001 of the mass");
    }

    [TestCase(1)]
    [TestCase(10_000)]
    public async Task Any_number_can_be_drawn(int count)
    {
        var indices = new List<int>();
        await foreach (var candidate in SmallModel.Source.DrawAsync("Stars:4\nReview:", count, new SamplingOptions { MaxTokens = 2 }))
        {
            indices.Add(candidate.Index);
            Assert.That(candidate.Tokens, Has.Count.InRange(1, 2));
        }

        Assert.That(indices.Order(), Is.EqualTo(Enumerable.Range(0, count)));
    }

    [Test]
    public async Task Concurrent_callers_get_what_each_would_alone()
    {
        var alone = new List<string[]>();
        foreach (var golden in SmallModel.Goldens.Take(4))
        {
            alone.Add(await DrawAsync(golden));
        }

        var together = await Task.WhenAll(SmallModel.Goldens.Take(4).Select(golden => Task.Run(() => DrawAsync(golden))));
        Assert.That(together, Is.EqualTo(alone));

        static async Task<string[]> DrawAsync(SmallModel.Golden golden) =>
            [.. (await DrawnSet.CollectAsync(SmallModel.Source, golden.TitlePrompt, 9, SmallModel.Titles)).Candidates.Select(Key)];
    }

    [Test]
    public async Task Cancelling_ends_the_drawing_and_leaves_the_source_usable()
    {
        using var cancellation = new CancellationTokenSource();
        var drawn = 0;
        Assert.That(
            async () =>
            {
                await foreach (var candidate in SmallModel.Source.DrawAsync(Prompt, 100_000, SmallModel.Titles, cancellation.Token))
                {
                    if (++drawn == 3)
                    {
                        await cancellation.CancelAsync();
                    }
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(drawn, Is.InRange(3, 50_000));
        Assert.That((await DrawnSet.CollectAsync(SmallModel.Source, Prompt, 2, SmallModel.Titles)).Candidates, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_caller_may_stop_reading()
    {
        await foreach (var candidate in SmallModel.Source.DrawAsync(Prompt, 100_000, SmallModel.Titles))
        {
            Assert.That(candidate.Text, Is.Not.Null);
            break;
        }
    }

    [Test]
    public async Task A_disposed_source_refuses_and_ends_what_is_under_way()
    {
        var source = await OnnxCandidateSource.OpenAsync(SmallModel.File("reviews-tiny.onnx"));
        var begun = new TaskCompletionSource();
        var drawing = Task.Run(async () =>
        {
            await foreach (var _ in source.DrawAsync(Prompt, 100_000, SmallModel.Titles))
            {
                begun.TrySetResult();
            }
        });
        await begun.Task;
        source.Dispose();
        Assert.That(
            async () => await drawing,
            Throws.TypeOf<SourceException>().With.Message.Matches(
                "was disposed after [0-9]+ of 100000. Dispose it when nothing is under way.$"));
        Assert.That(async () => await source.ScoreAsync(Prompt, [" a"]), Throws.InstanceOf<ObjectDisposedException>());
    }

    private static string Key(DrawnCandidate candidate) =>
        $"{candidate.Index} {string.Join(' ', candidate.Tokens!)} {candidate.Text} {candidate.Finish}";
}
