namespace Accelerated.Inference;

/// <summary>
/// A sampling option is outside its range, or logits cannot be drawn from; the message gives the value, the rule and the way out.
/// </summary>
public sealed class SamplingException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Value, rule and way out.</param>
    public SamplingException(string message) : base(message)
    {
    }
}
