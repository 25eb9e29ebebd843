namespace Accelerated.Inference.Evaluating;

/// <summary>Answers that a rule is equally sure of.</summary>
/// <param name="Sureness">How sure; higher is surer.</param>
/// <param name="Count">Number of answers.</param>
/// <param name="Risk">Sum of their risks.</param>
internal readonly record struct SureGroup(double Sureness, int Count, double Risk);

/// <summary>What a threshold keeps on items that it was not chosen on.</summary>
/// <param name="Target">The risk that was asked for.</param>
/// <param name="Thresholds">The expected metric without the own vote from which an answer is kept, for either half.</param>
/// <param name="Coverage">The share of the items that is kept.</param>
/// <param name="Risk">Their mean risk; NaN where none is kept.</param>
internal sealed record HeldOutRisk(double Target, IReadOnlyList<double> Thresholds, double Coverage, double Risk);

/// <summary>The mean risk of the surest answers, by their number.</summary>
internal static class RiskCoverage
{
    /// <summary>The share of all answers and their mean risk, at the end of each group.</summary>
    public static IReadOnlyList<(double Coverage, double Risk)> Curve(IReadOnlyList<SureGroup> groups)
    {
        double all = groups.Sum(group => group.Count);
        var (count, risk) = (0, 0.0);
        var curve = new List<(double, double)>(groups.Count);
        foreach (var group in groups)
        {
            (count, risk) = (count + group.Count, risk + group.Risk);
            curve.Add((count / all, risk / count));
        }

        return curve;
    }

    /// <summary>
    /// The mean of the curve over all numbers of answers, where equally sure ones come in any order; NaN without answers.
    /// </summary>
    public static double Area(IReadOnlyList<SureGroup> groups)
    {
        var (count, risk, area) = (0, 0.0, 0.0);
        foreach (var group in groups)
        {
            for (var k = 0; k < group.Count; k++)
            {
                risk += group.Risk / group.Count;
                area += risk / ++count;
            }
        }

        return count == 0 ? double.NaN : area / count;
    }

    /// <summary>The least sureness from which the mean risk is at most a target; infinity where there is none.</summary>
    public static double Threshold(IReadOnlyList<SureGroup> groups, double target)
    {
        var (count, risk, threshold) = (0, 0.0, double.PositiveInfinity);
        foreach (var group in groups)
        {
            (count, risk) = (count + group.Count, risk + group.Risk);
            threshold = risk <= target * count ? group.Sureness : threshold;
        }

        return threshold;
    }
}
