namespace Accelerated.Inference;

/// <summary>A prompt cannot be decoded as asked; the message names value, rule and way out.</summary>
public sealed class DecodingException : Exception
{
    /// <summary>Creates the error.</summary>
    public DecodingException(string message) : base(message)
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
