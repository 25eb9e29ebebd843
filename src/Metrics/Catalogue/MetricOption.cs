namespace Accelerated.Metrics;

/// <summary>An option of a metric.</summary>
/// <param name="Name">The key in <c>name:key=value</c>.</param>
/// <param name="Default">The default, as written.</param>
/// <param name="Summary">One line: what it changes.</param>
/// <param name="Choices">The values allowed; null where any number is, within <paramref name="Minimum"/> and <paramref name="Maximum"/>.</param>
/// <param name="Minimum">The least number allowed.</param>
/// <param name="Maximum">The greatest number allowed.</param>
public sealed record MetricOption(
    string Name, string Default, string Summary, IReadOnlyList<string>? Choices = null, double Minimum = double.NegativeInfinity, double Maximum = double.PositiveInfinity)
{
    /// <summary>An option that is true or false.</summary>
    public static MetricOption Flag(string name, bool byDefault, string summary) => new(name, byDefault ? "true" : "false", summary, ["true", "false"]);
}
