using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>The options of one metric: every option of its definition, with the value given or the default.</summary>
public sealed class MetricOptions
{
    private readonly Dictionary<string, string> _values;

    internal MetricOptions(string fullName, Dictionary<string, string> values)
    {
        FullName = fullName;
        _values = values;
    }

    /// <summary>The metric's name with the options that were given.</summary>
    internal string FullName { get; }

    /// <summary>An option as text.</summary>
    public string Text(string name) => _values[name];

    /// <summary>An option as a number.</summary>
    public double Number(string name) => double.Parse(_values[name], CultureInfo.InvariantCulture);

    /// <summary>An option as true or false.</summary>
    public bool Flag(string name) => _values[name] == "true";

    /// <summary>The metric's name, direction and so on, under its full name.</summary>
    public MetricInfo Info(Direction direction, double minimum, double maximum, bool symmetric) =>
        new(FullName, direction, minimum, maximum, symmetric);

    /// <summary>The same of a metric that has a signature.</summary>
    internal MetricInfo Info(Direction direction, double minimum, double maximum, bool symmetric, string signature) =>
        new(FullName, direction, minimum, maximum, symmetric) { Signature = signature };
}
