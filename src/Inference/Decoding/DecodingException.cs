using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>A prompt cannot be decoded as asked; the message names value, rule and way out.</summary>
public class DecodingException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    public DecodingException(string message, Exception? cause = null) : base(message, cause)
    {
    }

    internal static void Require(bool holds, FormattableString rule)
    {
        if (!holds)
        {
            throw new DecodingException(FormattableString.Invariant(rule));
        }
    }
}
