namespace Accelerated.Inference;

/// <summary>Too few samples can vote for a decision; the drawn samples are kept with the error.</summary>
public sealed class DrawingException : DecodingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is missing, how many were drawn, and the way out.</param>
    /// <param name="samples">The drawn samples.</param>
    /// <param name="requested">The number of samples asked for.</param>
    /// <param name="cause">Why some are missing; null where none failed.</param>
    public DrawingException(string message, IReadOnlyList<DrawnCandidate> samples, int requested, SourceException? cause = null)
        : base(message, cause)
    {
        Samples = samples;
        Requested = requested;
    }

    /// <summary>The drawn samples, in the order of their index.</summary>
    public IReadOnlyList<DrawnCandidate> Samples { get; }

    /// <summary>The number of samples asked for.</summary>
    public int Requested { get; }
}
