using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>Measures what the rows answer to an item.</summary>
/// <param name="measures">The measures.</param>
/// <param name="unanswered">What becomes of a row without an answer.</param>
internal sealed class Measuring(IReadOnlyList<Measure> measures, UnansweredItems unanswered)
{
    /// <summary>The statistics of all rows at an item, and of the oracle.</summary>
    public ItemRecord Of(AnsweredItem item, IReadOnlyList<RowVerdict> verdicts, CancellationToken cancellation)
    {
        var answers = new Dictionary<Candidate, int>();
        foreach (var answer in verdicts.SelectMany(verdict => verdict.Verdict.Answers).Select(answer => answer.Answer).Concat(item.Answers))
        {
            if (answer is not null)
            {
                answers.TryAdd(answer, answers.Count);
            }
        }

        var readable = new bool[measures.Count];
        var rows = verdicts.Select(verdict => new RowRecord(new double[measures.Count][], new bool[measures.Count], verdict.Verdict.IsTied)
        {
            Expected = verdict.Expectation?.Expected ?? double.NaN,
            ExpectedByOthers = verdict.Expectation?.ExpectedByOthers ?? double.NaN,
        }).ToArray();
        var oracle = new RowRecord(new double[measures.Count][], new bool[measures.Count], false);
        for (var m = 0; m < measures.Count; m++)
        {
            var read = measures[m].Read(answers.Count == 0 ? item.Gold : [.. answers.Keys], item.Gold, cancellation);
            readable[m] = read is not null
                && (unanswered == UnansweredItems.Wrong || (answers.Count > 0 && read.Any(statistics => statistics is not null)));
            if (!readable[m])
            {
                continue;
            }

            var worst = unanswered == UnansweredItems.Wrong ? measures[m].Unanswered(item.Gold) : null;
            for (var r = 0; r < rows.Length; r++)
            {
                var found = verdicts[r].Verdict.Answers.Select(answer => (
                    Statistics: answer.Answer is null ? null : read![answers[answer.Answer]], answer.Share)).ToList();
                rows[r].IsMissing[m] = found.All(answer => answer.Statistics is null || answer.Share == 0);
                var isDrawn = verdicts[r].Kind == RowKind.OneSample;
                rows[r].Statistics[m] = isDrawn && !measures[m].IsAdditive ? []
                    : Mean(found, isDrawn && !rows[r].IsMissing[m] ? null : worst);
            }

            var candidates = item.Answers.Select(answer => answer is null ? null : read![answers[answer]]).ToList();
            oracle.IsMissing[m] = candidates.All(statistics => statistics is null);
            oracle.Statistics[m] = Best(measures[m], candidates, worst);
        }

        var records = verdicts.Zip(rows).ToDictionary(row => row.First.Row, row => row.Second, StringComparer.Ordinal);
        records.Add(UsualRules.Oracle, oracle);
        return new ItemRecord(item.Item.Group, item.Answers.Count, readable, records);
    }

    // What cannot be read counts as no answer; where that has no value, the others take its share.
    private static double[]? Mean(List<(double[]? Statistics, double Share)> answers, double[]? worst)
    {
        double[]? mean = null;
        var total = answers.Sum(answer => answer.Statistics is null && worst is null ? 0 : answer.Share);
        foreach (var (statistics, share) in answers)
        {
            if ((statistics ?? worst) is { } known && share > 0)
            {
                mean ??= new double[known.Length];
                for (var k = 0; k < mean.Length; k++)
                {
                    mean[k] += known[k] * (share / total);
                }
            }
        }

        return mean;
    }

    private static double[]? Best(Measure measure, List<double[]?> candidates, double[]? worst)
    {
        var known = candidates.OfType<double[]>().ToList();
        return known.Count == 0 ? worst : double.IsNaN(measure.WorthOf(known[0])) ? [] : known.MaxBy(measure.WorthOf);
    }
}
