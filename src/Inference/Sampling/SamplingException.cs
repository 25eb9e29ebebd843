using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Logits cannot be drawn from; the message gives the value, the rule and the way out.
/// </summary>
internal sealed class SamplingException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Value, rule and way out.</param>
    public SamplingException(string message) : base(message)
    {
    }
}
