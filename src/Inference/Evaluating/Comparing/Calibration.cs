using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>What a rule expected of an answer, and what the answer was worth.</summary>
/// <param name="Expected">The expected metric.</param>
/// <param name="ByOthers">The same without the answer's own vote; NaN where nothing else votes.</param>
/// <param name="Realised">The metric against the right answer.</param>
/// <param name="Half">The item's half, 0 or 1.</param>
internal readonly record struct JudgedAnswer(double Expected, double ByOthers, double Realised, int Half);

/// <summary>
/// Whether what a metric-aware rule expects comes true, and whether it tells good answers from bad ones: the mean risk of the answers of
/// which it expects most, for every share of the items (Geifman and El-Yaniv 2017). The risk of an answer is a loss, or how far a
/// similarity is from its greatest value; the expected metric without the answer's own vote ranks them.
/// </summary>
internal sealed class Calibration
{
    private readonly MetricInfo _metric;

    /// <summary>Judges the answers of a rule.</summary>
    public Calibration(MetricAwareRule rule, IReadOnlyList<JudgedAnswer> answers, double? targetRisk)
    {
        _metric = rule.Metric.Info;
        Rule = rule.Name;
        Items = answers.Count;
        Expected = Mean(answers, answer => answer.Expected);
        ExpectedByOthers = Mean(answers, answer => answer.ByOthers);
        Realised = Mean(answers, answer => answer.Realised);
        var groups = Groups(answers);
        Curve = RiskCoverage.Curve(groups);
        Area = RiskCoverage.Area(groups);
        Target = targetRisk is { } target ? HeldOut(answers, target) : null;
    }

    /// <summary>The rule.</summary>
    public string Rule { get; }

    /// <summary>The metric.</summary>
    public string Metric => _metric.Name;

    /// <summary>Number of answers.</summary>
    public int Items { get; }

    /// <summary>The mean of what was expected; NaN where nothing was.</summary>
    public double Expected { get; }

    /// <summary>The mean of what was expected without the answers' own votes.</summary>
    public double ExpectedByOthers { get; }

    /// <summary>The mean of what the answers were worth.</summary>
    public double Realised { get; }

    /// <summary>The mean risk of the surest answers, for each share of the items that ends a group of equally sure ones.</summary>
    public IReadOnlyList<(double Coverage, double Risk)> Curve { get; }

    /// <summary>The mean of the curve over all numbers of items; lower is better.</summary>
    public double Area { get; }

    /// <summary>What a threshold keeps on items that it was not chosen on; null where none is sought.</summary>
    public HeldOutRisk? Target { get; }

    /// <summary>Whether numbers come out as foretold; null for a rule without numbers, and where there are too few.</summary>
    public NumberCalibration? Numbers { get; init; }

    // For either half, the threshold that the other half chose.
    private HeldOutRisk HeldOut(IReadOnlyList<JudgedAnswer> answers, double target)
    {
        var thresholds = new double[2];
        var (kept, risk) = (0, 0.0);
        for (var half = 0; half < 2; half++)
        {
            var threshold = RiskCoverage.Threshold(Groups([.. answers.Where(answer => answer.Half != half)]), target);
            thresholds[half] = Sign * threshold;
            foreach (var answer in answers.Where(answer => answer.Half == half && Rounded(Sureness(answer)) >= Rounded(threshold)))
            {
                kept++;
                risk += Risk(answer);
            }
        }

        var coverage = answers.Count == 0 ? double.NaN : kept / (double)answers.Count;
        return new HeldOutRisk(target, thresholds, coverage, kept == 0 ? double.NaN : risk / kept);
    }

    private int Sign => _metric.Direction == Direction.HigherIsBetter ? 1 : -1;

    private double Sureness(JudgedAnswer answer) => double.IsNaN(answer.ByOthers) ? double.NegativeInfinity : Sign * answer.ByOthers;

    // The order of a sum does not tell equally sure answers apart.
    private static double Rounded(double sureness) => Math.Round(sureness, 10);

    private double Risk(JudgedAnswer answer) =>
        Sign < 0 ? answer.Realised : (double.IsFinite(_metric.Maximum) ? _metric.Maximum : 0) - answer.Realised;

    private IReadOnlyList<SureGroup> Groups(IReadOnlyList<JudgedAnswer> answers) =>
        [.. answers.GroupBy(answer => Rounded(Sureness(answer))).OrderByDescending(group => group.Key)
            .Select(group => new SureGroup(group.Min(Sureness), group.Count(), group.Sum(Risk)))];

    private static double Mean(IReadOnlyList<JudgedAnswer> answers, Func<JudgedAnswer, double> value) =>
        answers.Select(value).Where(number => !double.IsNaN(number)).DefaultIfEmpty(double.NaN).Average();
}
