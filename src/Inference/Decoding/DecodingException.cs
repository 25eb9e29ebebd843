using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>A prompt's samples or scores allow no decision; the message gives value, rule and way out.</summary>
public class DecodingException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Value, rule and way out.</param>
    /// <param name="cause">The underlying error, if any.</param>
    public DecodingException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
