using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Goldens;

/// <summary>The utility of one pair by the reference engine.</summary>
internal static class Pair
{
    public static double Score(string metric, Candidate hypothesis, Candidate reference)
    {
        using var engine = new ReferenceEngine();
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse(metric), [hypothesis], [reference]);
        var utility = new double[1];
        engine.Utilities(problem, 0, 1, utility);
        return utility[0];
    }

    public static double[] Row(string metric, Candidate hypothesis, params Candidate[] references)
    {
        using var engine = new ReferenceEngine();
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse(metric), [hypothesis], references);
        var utilities = new double[problem.Columns];
        engine.Utilities(problem, 0, 1, utilities);
        return utilities;
    }
}
