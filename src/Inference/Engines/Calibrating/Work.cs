using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>The work of a problem's expected values, in quantities that an engine's time is linear in.</summary>
/// <param name="Family">The kind of work.</param>
/// <param name="Problems">Problems; 0 where the CPU computes them whatever the engine.</param>
/// <param name="Bytes">Features to prepare, and for a device to send.</param>
/// <param name="Steps">Passes of the family's inner loop.</param>
internal readonly record struct Work(WorkFamily Family, double Problems, double Bytes, double Steps)
{
    private const int CustomElements = 16;

    /// <summary>The work of a problem.</summary>
    public static Work Of(EncodedProblem problem) => Of(problem, problem.Rows, problem.Metric.Reduction);

    /// <summary>The work of the utilities of one of its rows.</summary>
    public static Work OfRow(EncodedProblem problem) => Of(problem, 1, RowReduction.Pairs);

    /// <summary>The same work for several problems of that size.</summary>
    public Work Times(int problems) => this with { Problems = Problems * problems, Bytes = Bytes * problems, Steps = Steps * problems };

    /// <summary>This work and another of the same family.</summary>
    public Work Plus(Work other) =>
        this with { Problems = Problems + other.Problems, Bytes = Bytes + other.Bytes, Steps = Steps + other.Steps };

    private static Work Of(EncodedProblem problem, int rows, RowReduction reduction)
    {
        var pairs = (double)rows * problem.Columns;
        switch (problem.Features)
        {
            case SequenceFeatures features:
                var length = Mean(features.Sequences);
                var pattern = (int)Math.Ceiling(length);
                var family = FamilyOf(PatternWords.SizeOf(pattern));
                return new Work(family, 1, SizeOf(features.Sequences), pairs * length * PatternWords.Of(pattern));
            case BagFeatures features when reduction == RowReduction.SharedCounts:
                return new Work(WorkFamily.LinearBags, 1, SizeOf(features.Orders[0].Bags), features.Orders[0].Bags.Values.Length);
            case BagFeatures features:
                return OfBags(features, pairs);
            case VectorFeatures features:
                return new Work(WorkFamily.Vectors, 1, sizeof(float) * (double)features.Values.Length, pairs * features.Dimension);
            case NumberFeatures features:
                return reduction == RowReduction.ClosedForm
                    ? new Work(WorkFamily.Numbers, 0, 0, 0)
                    : new Work(WorkFamily.Numbers, 1, sizeof(double) * features.Count, pairs);
            default:
                return OfCustom(problem, pairs);
        }
    }

    // Most of a pair's time is its score; the shared counts of a few hundred pairs are added at a time.
    private static Work OfBags(BagFeatures features, double pairs)
    {
        var work = new Work(WorkFamily.Bags, 1, 0, 0);
        foreach (var order in features.Orders)
        {
            work = work with { Bytes = work.Bytes + SizeOf(order.Bags), Steps = work.Steps + pairs * (1 + Mean(order.Bags) / 256) };
        }

        return work;
    }

    // A step is a pass over 16 elements, as many as calibrated rows have; a score with scratch passes once an element of the other row.
    private static Work OfCustom(EncodedProblem problem, double pairs)
    {
        var features = problem.Features;
        var total = 0L;
        for (var item = 0; item < features.Count; item++)
        {
            total += features.LengthOf(item);
        }

        var length = total / (double)Math.Max(1, features.Count);
        var steps = length * (problem.Metric.HasScratch ? length : 1) / CustomElements;
        return new Work(WorkFamily.Custom, 1, sizeof(int) * (double)features.Elements, pairs * Math.Max(1, steps));
    }

    private static WorkFamily FamilyOf(PatternSize size) => size switch
    {
        PatternSize.OneWord => WorkFamily.OneWord,
        PatternSize.TwoWords => WorkFamily.TwoWords,
        PatternSize.FourWords => WorkFamily.FourWords,
        _ => WorkFamily.ManyWords,
    };

    private static double SizeOf(RaggedRows<int> rows) => sizeof(int) * ((double)rows.Values.Length + rows.Count);

    private static double Mean(RaggedRows<int> rows) => rows.Values.Length / (double)Math.Max(1, rows.Count);
}
