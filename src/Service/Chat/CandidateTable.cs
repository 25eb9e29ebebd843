using Accelerated.Inference;
using Accelerated.Metrics;
using Accelerated.Service.Profiles;

namespace Accelerated.Service.Chat;

/// <summary>A decision's different candidates, best first.</summary>
internal sealed class CandidateTable
{
    private readonly SelectionOptions _options;

    /// <summary>The candidates of a decision.</summary>
    public CandidateTable(Decided decided)
    {
        _options = decided.Selection;
        var decoding = decided.Decoding;
        var votes = decoding.Votes;
        var weights = WeightsOf(votes);
        var places = decoding.Selection.Ranking.Select((ranked, place) => (ranked.Index, Place: place, ranked.Expected))
            .ToDictionary(ranked => ranked.Index);
        Rows =
        [
            .. Enumerable.Range(0, votes.Count)
                .OrderBy(vote => places.TryGetValue(vote, out var ranked) ? ranked.Place : int.MaxValue)
                .GroupBy(vote => votes[vote].Value?.Key ?? votes[vote].Text)
                .Select(group => new Row(
                    votes[group.First()],
                    group.Count(),
                    group.Sum(vote => weights[vote]),
                    places.TryGetValue(group.First(), out var ranked) ? ranked.Expected : double.NaN,
                    FinishOf(decoding, group))),
        ];
    }

    /// <summary>The candidates.</summary>
    public IReadOnlyList<Row> Rows { get; }

    /// <summary>The utilities, candidates x candidates in row-major order, each once and in the table's order.</summary>
    /// <param name="cancellation">Ends the computation.</param>
    public float[] Matrix(CancellationToken cancellation)
    {
        using var selector = new Selector(new SelectionOptions(_options.Metric) { KeepMatrix = true, Engine = _options.Engine });
        return selector.Select(new Problem("", [.. Rows.Select(row => row.Vote)]), cancellation).Matrix!;
    }

    // Of the likeliest sample, whose text is the answer where this row is chosen.
    private static FinishReason FinishOf(Decoding decoding, IEnumerable<int> votes) =>
        votes.Select(vote => decoding.Samples[decoding.VoteSamples[vote]])
            .MaxBy(sample => sample.LogProbability ?? double.NegativeInfinity)!.Finish;

    private double[] WeightsOf(IReadOnlyList<Candidate> votes)
    {
        var weights = votes.All(vote => vote.Weight is not null) ? Metrics.Weights.FromGiven([.. votes.Select(vote => vote.Weight!.Value)])
            : _options.Weights.IsByModel() ? VoteWeights.Of(votes, "Vote", _options.Weights, _options.Temperature)
            : Metrics.Weights.Uniform(votes.Count);
        return [.. Enumerable.Range(0, votes.Count).Select(vote => weights[vote])];
    }

    /// <summary>Votes for one answer.</summary>
    /// <param name="Vote">The first of them.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="Share">Their share of the weight, 0..1.</param>
    /// <param name="Expected">The expected metric of the answer; NaN where the metric cannot read it.</param>
    /// <param name="Finish">Why the text that carries the answer ended.</param>
    public readonly record struct Row(Candidate Vote, int Count, double Share, double Expected, FinishReason Finish);
}
