namespace Accelerated.Metrics;

/// <summary>What the numeric metrics have in common.</summary>
internal static class NumberOptions
{
    public static MetricOption Missing { get; } = new(
        "missing", "skip", "leave a text without a number out, or refuse the problem", ["skip", "error"]);

    public static MetricOption Number { get; } = new(
        "number", "whole", "read the whole text, or the first or last number in it", ["whole", "first", "last"]);

    public static NumberReader Reader(MetricOptions options) => new(
        options.Text("missing") == "skip" ? MissingNumber.Skip : MissingNumber.Error,
        options.Text("number") switch
        {
            "first" => NumberPlace.First,
            "last" => NumberPlace.Last,
            _ => NumberPlace.Whole,
        });

    public static NumberMetric<TScore> Loss<TScore>(
        MetricOptions options, TScore score, bool symmetric, INumberRule? rule = null, NumberDomain domain = NumberDomain.All)
        where TScore : unmanaged, INumberScore =>
        new(options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric), Reader(options), score, rule, domain);
}
