using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>A metric-aware rule: the answers of the best risk.</summary>
/// <param name="name">The name of its row.</param>
/// <param name="options">How it selects.</param>
internal sealed class MetricAwareRule(string name, SelectionOptions options)
{
    /// <summary>The name of its row.</summary>
    public string Name => name;

    /// <summary>The metric whose expected value it looks at.</summary>
    public Metric Metric => options.Metric;

    /// <summary>How it selects.</summary>
    public SelectionOptions Options => options;

    /// <summary>Decides an item.</summary>
    /// <exception cref="CandidateException">A candidate lacks the weight that the options ask for.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public MetricAwareVerdict Decide(AnsweredItem item, CpuEngine engine, CancellationToken cancellation)
    {
        // One that the metric refuses is left out like one that it cannot read.
        var voters = item.Answered.ToList();
        var all = voters.Count;
        while (voters.Count > 0)
        {
            try
            {
                var references = item.References is { Count: > 0 } given ? given : null;
                var problem = new Problem(item.Item.Problem.Id, voters) { References = references };
                var prepared = PreparedProblem.Of(problem, options, 1);
                return Decide(item, prepared, engine, cancellation) with { Skipped = all - Readable(prepared.Encoded) };
            }
            catch (CandidateException e) when (e.Index >= 0 && e.Index < voters.Count && item.References is null && HasWeights(voters))
            {
                voters.RemoveAt(e.Index);
            }
            catch (CandidateException) when (HasWeights(voters))
            {
                break;
            }
        }

        return MetricAwareVerdict.None with { Skipped = all };
    }

    private static int Readable(EncodedProblem encoded)
    {
        var readable = 0;
        foreach (var row in encoded.RowOf)
        {
            readable += row >= 0 ? 1 : 0;
        }

        return readable;
    }

    private bool HasWeights(List<Candidate> voters) => options.Weights switch
    {
        WeightSource.Given => voters.All(voter => voter.Weight is not null),
        WeightSource.LogProbability => voters.All(voter => voter.LogProbability is not null),
        WeightSource.LogProbabilityPerToken => voters.All(voter => voter is { LogProbability: not null, Tokens: not null }),
        _ => true,
    };

    private MetricAwareVerdict Decide(AnsweredItem item, PreparedProblem prepared, CpuEngine engine, CancellationToken cancellation)
    {
        if (options.Metric.PreparesProblems)
        {
            options.Metric.PrepareAsync(prepared.Encoded, cancellation).GetAwaiter().GetResult();
        }

        if (options.Rule == SelectionRule.Bayes)
        {
            var answer = item.Meant(ClosedForm.Decide(prepared).Text) with { IsComputed = true };
            return Computed(answer, prepared, engine, cancellation);
        }

        using var values = new CandidateValues(prepared, options, cancellation);
        values.Compute(engine, cancellation);
        if (options.Rule == SelectionRule.Consensus)
        {
            var order = Decision.Rank(prepared.Encoded, values, options.Metric.Info.Direction);
            if (ConsensusSearch.Find(prepared, order, options, engine, cancellation).Built is { } built)
            {
                return Computed(built, prepared, engine, cancellation);
            }
        }

        return Best(prepared, values, cancellation);
    }

    private MetricAwareVerdict Computed(Candidate answer, PreparedProblem prepared, CpuEngine engine, CancellationToken cancellation)
    {
        var alone = ProblemEncoder.Encode(
            prepared.Encoded.Metric is RecordMetric ? prepared.Encoded.Metric : options.Metric,
            [answer],
            prepared.References,
            prepared.Encoded.Weights,
            longestCandidate: int.MaxValue);
        var sum = new double[1];
        engine.WeightedSums(alone, sum, cancellation);
        return new MetricAwareVerdict(Verdict.Of(answer), sum[0] / alone.Weights.Total, sum[0] / alone.Weights.Total);
    }

    // As a selection does, and where it would take the first of several, all of them.
    private MetricAwareVerdict Best(PreparedProblem prepared, CandidateValues values, CancellationToken cancellation)
    {
        var encoded = prepared.Encoded;
        var isHigher = options.Metric.Info.Direction == Direction.HigherIsBetter;
        var best = Ties.OfLargest([.. values.Risk.Select(risk => isHigher ? risk : -risk)]);
        best = best.Length == 0 ? [.. Enumerable.Range(0, encoded.Candidates).Where(k => encoded.RowOf[k] >= 0)] : best;
        var own = best.Select(k => encoded.IsSquare ? (double)encoded.ColumnUnits[encoded.RowOf[k]] : 0).ToList();
        best = [.. Ties.OfLargest(own).Select(k => best[k])];
        var rows = best.GroupBy(k => encoded.RowOf[k]).ToList();
        var verdict = Verdict.Mean([.. rows.Select(row =>
            Verdict.Of(row.Select(k => ((Candidate?)prepared.Problem.Candidates[k], 1.0)), rows.Count > 1))]);
        return new MetricAwareVerdict(
            verdict, best.Average(k => values.Expected[k]), best.Average(WithoutOwn(encoded, values, cancellation)));
    }

    private Func<int, double> WithoutOwn(EncodedProblem encoded, CandidateValues values, CancellationToken cancellation)
    {
        if (values.ExcludesSelf || !encoded.IsSquare)
        {
            return k => values.Expected[k];
        }

        var self = new double[encoded.Rows];
        PairEngine.SelfUtilities(encoded, self, cancellation);
        return k =>
        {
            var row = encoded.RowOf[k];
            var own = options.Weights.IsByModel() ? encoded.ColumnUnits[row] : encoded.Weights.Units[k];
            var total = encoded.Weights.Total;
            return own == total ? double.NaN : (values.Expected[k] * total - own * self[row]) / (total - own);
        };
    }
}
