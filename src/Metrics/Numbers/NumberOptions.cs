namespace Accelerated.Metrics;

/// <summary>What the numeric metrics have in common.</summary>
internal static class NumberOptions
{
    public static MetricOption Missing { get; } = new(
        "missing", "skip", "leave a text without a number out, or refuse the problem", ["skip", "error"]);

    public static MetricOption Number { get; } = new(
        "number", "whole", "read the whole text, or the first or last number in it", ["whole", "first", "last"]);

    public static MetricOption Numbers { get; } =
        new("numbers", "invariant", "how numbers are written: whether 1,234 and 1.234 have groups or decimals", NumberLocale.Names);

    public static MetricOption Magnitudes { get; } = MetricOption.Flag("magnitudes", false, "read 5k and 3bn as 5000 and 3000000000");

    /// <summary>The options of reading that every numeric metric has, after its own.</summary>
    public static MetricOption[] All(params MetricOption[] own) => [.. own, Missing, Number, Numbers, Magnitudes];

    public static NumberReader Reader(MetricOptions options) => new(
        options.Text("missing") == "skip" ? MissingNumber.Skip : MissingNumber.Error,
        options.Text("number") switch
        {
            "first" => NumberPosition.First,
            "last" => NumberPosition.Last,
            _ => NumberPosition.Whole,
        },
        NumberLocale.Of(options.Text("numbers")),
        options.Flag("magnitudes"));

    public static NumberMetric<TScore> Loss<TScore>(
        MetricOptions options, TScore score, bool symmetric, INumberRule? rule = null, NumberDomain domain = NumberDomain.All)
        where TScore : unmanaged, INumberScore =>
        new(options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric), Reader(options), score, rule, domain);
}
