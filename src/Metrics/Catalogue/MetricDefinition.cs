namespace Accelerated.Metrics;

/// <summary>A catalogue entry: a name, what it means, its options, and how to make the metric.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Summary">One line: what it measures.</param>
/// <param name="Options">The options it takes.</param>
/// <param name="Create">Makes the metric from validated options.</param>
public sealed record MetricDefinition(string Name, string Summary, IReadOnlyList<MetricOption> Options, Func<MetricOptions, Metric> Create);
