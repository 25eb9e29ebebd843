namespace Accelerated.Metrics;

/// <summary>A catalogue entry: a name, what it means, its options, and how to make the metric.</summary>
/// <param name="name">The name in a specification: lower-case letters, digits, <c>-</c> and <c>+</c>, a letter first.</param>
/// <param name="summary">One line: what it measures.</param>
/// <param name="options">The options it takes.</param>
/// <param name="create">Makes the metric from validated options.</param>
public sealed class MetricDefinition(string name, string summary, IReadOnlyList<MetricOption> options, Func<MetricOptions, Metric> create)
{
    /// <summary>The name in a specification.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>One line: what it measures.</summary>
    public string Summary { get; } = summary ?? throw new ArgumentNullException(nameof(summary));

    /// <summary>The options it takes.</summary>
    public IReadOnlyList<MetricOption> Options { get; } = options ?? throw new ArgumentNullException(nameof(options));

    internal Func<MetricOptions, Metric> Create { get; } = create ?? throw new ArgumentNullException(nameof(create));
}
