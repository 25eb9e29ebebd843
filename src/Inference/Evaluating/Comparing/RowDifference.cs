namespace Accelerated.Inference.Evaluating;

/// <summary>How far two rows are apart by a measure.</summary>
/// <param name="Rule">The row.</param>
/// <param name="Baseline">The row that it is compared with.</param>
/// <param name="Metric">What measures.</param>
/// <param name="Value">The row's value less that of the other.</param>
/// <param name="Low">The lower end of the 95 % interval.</param>
/// <param name="High">The upper end.</param>
internal sealed record RowDifference(string Rule, string Baseline, string Metric, double Value, double Low, double High);

/// <summary>How much of what a metric-aware rule gains by its own metric it gains by another.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Decider">The metric that it decides by.</param>
/// <param name="Judge">What else measures.</param>
/// <param name="Gain">The gain over the baseline by the metric that decides, positive where it is better.</param>
/// <param name="JudgedGain">The gain by the judge, in its own unit.</param>
/// <param name="IsJudged">Whether the judge decides for no rule.</param>
internal sealed record Transfer(string Rule, string Decider, string Judge, double Gain, double JudgedGain, bool IsJudged)
{
    /// <summary>The second gain over the first; NaN where the first is not positive.</summary>
    public double Share => Gain > 0 ? JudgedGain / Gain : double.NaN;
}
