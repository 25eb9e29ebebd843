using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>A prompt or continuation cannot be evaluated; the message gives its length, the limit and the way out.</summary>
public sealed class PromptException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Value, rule and way out.</param>
    public PromptException(string message) : base(message)
    {
    }
}
