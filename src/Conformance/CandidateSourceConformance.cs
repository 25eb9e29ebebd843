using Accelerated.Inference;
using NUnit.Framework;

namespace Accelerated.Conformance;

/// <summary>What every source of candidates must do. Derive a fixture, open the source, and let NUnit run it.</summary>
public abstract class CandidateSourceConformance
{
    private const int MaxTokens = 6;

    /// <summary>Opens the source; called for each test, which disposes it.</summary>
    protected abstract Task<ICandidateSource> OpenAsync();

    /// <summary>A prompt that the source can answer in more than one way.</summary>
    protected virtual Prompt Prompt => new("The answer is");

    /// <summary>Whether the same seed gives the same candidates: not from most services.</summary>
    protected virtual bool IsReproducible => true;

    /// <summary>As many candidates as were asked for, each index once, none longer than allowed.</summary>
    [Test]
    public async Task Draws_as_many_as_asked_for_each_index_once()
    {
        using var source = await OpenAsync().ConfigureAwait(false);
        var drawn = await DrawAsync(source, 7).ConfigureAwait(false);
        Assert.That(drawn.Select(candidate => candidate.Index).Order(), Is.EqualTo(Enumerable.Range(0, 7)));
        Assert.That(drawn.Select(candidate => candidate.Tokens?.Count ?? 0), Is.All.AtMost(MaxTokens));
    }

    /// <summary>Candidate i is the same whatever is drawn beside it.</summary>
    [Test]
    public async Task A_candidate_is_the_same_alone_and_among_others()
    {
        Assume.That(IsReproducible);
        using var source = await OpenAsync().ConfigureAwait(false);
        var many = await DrawAsync(source, 6).ConfigureAwait(false);
        var few = await DrawAsync(source, 2).ConfigureAwait(false);
        Assert.That(
            few.OrderBy(candidate => candidate.Index).Select(candidate => candidate.Text),
            Is.EqualTo(many.OrderBy(candidate => candidate.Index).Take(2).Select(candidate => candidate.Text)));
    }

    /// <summary>Callers at once get what each gets alone.</summary>
    [Test]
    public async Task Several_callers_get_what_each_gets_alone()
    {
        Assume.That(IsReproducible);
        using var source = await OpenAsync().ConfigureAwait(false);
        var alone = new List<string[]>();
        for (var seed = 1; seed <= 4; seed++)
        {
            alone.Add(Texts(await DrawAsync(source, 3, seed).ConfigureAwait(false)));
        }

        var together = await Task.WhenAll(Enumerable.Range(1, 4).Select(seed => DrawAsync(source, 3, seed))).ConfigureAwait(false);
        Assert.That(together.Select(Texts), Is.EqualTo(alone));
    }

    /// <summary>At temperature 0 all candidates are the most likely answer.</summary>
    [Test]
    public async Task Greedy_candidates_are_equal()
    {
        Assume.That(IsReproducible);
        using var source = await OpenAsync().ConfigureAwait(false);
        var drawn = await DrawAsync(source, 3, temperature: 0).ConfigureAwait(false);
        Assert.That(drawn.Select(candidate => candidate.Text).Distinct().Count(), Is.EqualTo(1));
    }

    /// <summary>Where log-probabilities are promised, every candidate has one.</summary>
    [Test]
    public async Task Log_probabilities_are_there_where_they_are_promised()
    {
        using var source = await OpenAsync().ConfigureAwait(false);
        Assume.That(source.GivesLogProbabilities(new SamplingOptions { MaxTokens = MaxTokens }));
        var drawn = await DrawAsync(source, 4).ConfigureAwait(false);
        Assert.That(drawn.Select(candidate => candidate.LogProbability), Is.All.AtMost(0.0));
    }

    /// <summary>No candidates, and options outside their range, are refused before anything is drawn.</summary>
    [Test]
    public async Task Requests_that_cannot_be_met_are_refused()
    {
        using var source = await OpenAsync().ConfigureAwait(false);
        Assert.That(() => DrawAsync(source, 0), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => DrawAsync(source, 1, temperature: double.NaN), Throws.InstanceOf<ArgumentException>());
    }

    /// <summary>A cancelled drawing ends, and the source goes on.</summary>
    [Test]
    public async Task A_cancelled_drawing_ends_and_the_next_one_works()
    {
        using var source = await OpenAsync().ConfigureAwait(false);
        var cancelled = new CancellationToken(canceled: true);
        Assert.That(
            async () =>
            {
                var options = new SamplingOptions { MaxTokens = MaxTokens };
                await foreach (var candidate in source.DrawAsync(Prompt, 3, options, cancelled).ConfigureAwait(false))
                {
                    Assert.Fail($"Candidate {candidate.Index} was drawn although the call was cancelled.");
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await DrawAsync(source, 2).ConfigureAwait(false), Has.Count.EqualTo(2));
    }

    /// <summary>It says what it is, and may be disposed twice.</summary>
    [Test]
    public async Task It_has_a_name_and_may_be_disposed_twice()
    {
        using var source = await OpenAsync().ConfigureAwait(false);
        Assert.That(source.Name, Is.Not.Empty);
        source.Dispose();
    }

    private static string[] Texts(IReadOnlyList<DrawnCandidate> drawn) =>
        [.. drawn.OrderBy(candidate => candidate.Index).Select(candidate => candidate.Text)];

    private async Task<IReadOnlyList<DrawnCandidate>> DrawAsync(ICandidateSource source, int count, int seed = 1, double temperature = 1)
    {
        var options = new SamplingOptions { MaxTokens = MaxTokens, Seed = seed, Temperature = temperature };
        return (await DrawnSet.CollectAsync(source, Prompt, count, options).ConfigureAwait(false)).Candidates;
    }
}
