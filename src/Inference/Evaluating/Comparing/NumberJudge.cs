using System.Globalization;
using Accelerated.Inference.Extraction;
using Accelerated.Inference.Recalibrating;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>Collects what a rule over numbers decided, its samples and the right numbers.</summary>
internal sealed class NumberJudge
{
    private readonly NumberMetric _metric;
    private readonly List<(double[] Sorted, double Decided, double Gold, int Half)> _items = [];

    private NumberJudge(NumberMetric metric) => _metric = metric;

    /// <summary>The judge of a rule; null where its metric is no loss over numbers.</summary>
    public static NumberJudge? Of(MetricAwareRule rule) => MonotoneMap.Fits(rule.Metric) ? new((NumberMetric)rule.Metric) : null;

    /// <summary>Takes in an item; one that lacks a number, or has several right ones, is left out.</summary>
    /// <param name="item">The item.</param>
    /// <param name="decided">What the rule answered.</param>
    /// <param name="half">The item's half, 0 or 1.</param>
    public void Add(AnsweredItem item, Verdict decided, int half)
    {
        var voters = item.References ?? item.Answered;
        var reader = _metric.Reader.For(voters.Concat(item.Gold));
        double[] samples = [.. voters.Select(voter => Number(reader, voter)).Where(double.IsFinite).Order()];
        if (item.Gold.Count != 1 || samples.Length < 2)
        {
            return;
        }

        // Equally good numbers count as their mean.
        var answer = decided.Answers.Sum(one => one.Answer is null ? double.NaN : one.Share * Number(reader, one.Answer));
        var gold = Number(reader, item.Gold[0]);
        if (double.IsFinite(answer) && double.IsFinite(gold))
        {
            _items.Add((samples, answer, gold, half));
        }
    }

    /// <summary>What was found; null where either half has no item.</summary>
    public NumberCalibration? Judged()
    {
        var maps = new MonotoneMap[2];
        for (var half = 0; half < 2; half++)
        {
            var others = _items.Where(item => item.Half != half).ToList();
            if (others.Count == 0)
            {
                return null;
            }

            maps[half] = MonotoneMap.Fit([.. others.Select(item => item.Decided)], [.. others.Select(item => item.Gold)], _metric);
        }

        return new NumberCalibration(
            _items.Count,
            _items.Average(item => NumberScores.RankedProbability(item.Sorted, item.Gold)),
            _items.Average(item => NumberScores.RankedProbability(item.Sorted, item.Gold, isFair: true)),
            Covered(0.5),
            Covered(0.9),
            _items.Average(item => Loss(item.Decided, item.Gold)),
            _items.Average(item => Loss(maps[item.Half].Apply(item.Decided), item.Gold)));
    }

    private double Covered(double share) => _items.Count(item =>
    {
        var (low, high) = NumberScores.Middle(item.Sorted, share);
        return item.Gold >= low && item.Gold <= high;
    }) / (double)_items.Count;

    private double Loss(double answer, double gold) => _metric.Score(Meant(answer), Meant(gold));

    // With its value, so that no locale reads it in another way.
    private static Candidate Meant(double number) => AnswerReading.Meant(number.ToString("R", CultureInfo.InvariantCulture));

    private static double Number(NumberReader reader, Candidate candidate)
    {
        try
        {
            return reader.TryRead(candidate, 0, out var value) ? value : double.NaN;
        }
        catch (CandidateException)
        {
            return double.NaN; // refused by the metric, and left out here as by the rule
        }
    }
}
