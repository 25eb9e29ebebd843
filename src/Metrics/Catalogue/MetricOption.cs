namespace Accelerated.Metrics;

/// <summary>An option of a metric.</summary>
/// <param name="name">The key in <c>name:key=value</c>.</param>
/// <param name="byDefault">The default, as written.</param>
/// <param name="summary">One line: what it changes.</param>
/// <param name="choices">
/// The values allowed; null where any number is, within <paramref name="minimum"/> and <paramref name="maximum"/>.
/// </param>
/// <param name="minimum">The least number allowed.</param>
/// <param name="maximum">The greatest number allowed.</param>
public sealed class MetricOption(
    string name,
    string byDefault,
    string summary,
    IReadOnlyList<string>? choices = null,
    double minimum = double.NegativeInfinity,
    double maximum = double.PositiveInfinity)
{
    /// <summary>The key in <c>name:key=value</c>.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The default, as written.</summary>
    public string Default { get; } = byDefault ?? throw new ArgumentNullException(nameof(byDefault));

    /// <summary>One line: what it changes.</summary>
    public string Summary { get; } = summary ?? throw new ArgumentNullException(nameof(summary));

    /// <summary>The values allowed; null where any number within the bounds is.</summary>
    public IReadOnlyList<string>? Choices { get; } = choices;

    /// <summary>The least number allowed.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The greatest number allowed.</summary>
    public double Maximum { get; } = maximum;

    /// <summary>An option that is true or false.</summary>
    public static MetricOption Flag(string name, bool byDefault, string summary) =>
        new(name, byDefault ? "true" : "false", summary, ["true", "false"]);
}
