namespace Accelerated.Metrics;

/// <summary>A metric's name or option is not known, or its value is not allowed; the message names the nearest that is.</summary>
public sealed class MetricException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Value, rule and way out.</param>
    public MetricException(string message) : base(message)
    {
    }
}
