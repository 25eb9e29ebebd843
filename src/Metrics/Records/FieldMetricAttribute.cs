namespace Accelerated.Metrics;

/// <summary>How a property of a record compares, as <c>x-metric</c> and <c>x-weight</c> of a JSON schema say it.</summary>
/// <param name="metric">
/// <c>exact</c>, <c>absolute-error:scale=S</c>, <c>squared-error:scale=S</c>, <c>hit:delta=D</c>, <c>days:scale=S</c>, or a metric over
/// texts such as <c>chrf</c>; empty for the default of the property's type.
/// </param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class FieldMetricAttribute(string metric = "") : Attribute
{
    /// <summary>How the property compares; empty for the default of its type.</summary>
    public string Metric { get; } = metric;

    /// <summary>How much it counts; finite and positive.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>
    /// For a list of objects, the name, in C# or JSON, of the property that matches them; null to compare them by equality.
    /// </summary>
    public string? Key { get; init; }
}
