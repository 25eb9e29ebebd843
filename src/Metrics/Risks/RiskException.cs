namespace Accelerated.Metrics;

/// <summary>A risk is not one of those known, or its level is not allowed.</summary>
public sealed class RiskException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Value, rule and way out.</param>
    public RiskException(string message) : base(message)
    {
    }
}
