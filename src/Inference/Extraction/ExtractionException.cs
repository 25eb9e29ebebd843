namespace Accelerated.Inference;

/// <summary>A way to extract answers is not known or malformed; the message names value, rule and way out.</summary>
public sealed class ExtractionException : Exception
{
    /// <summary>Creates the error.</summary>
    public ExtractionException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
