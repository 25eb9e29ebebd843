namespace Accelerated.Inference;

/// <summary>What was drawn does not suffice for a decision; it is kept here.</summary>
public sealed class DrawingException : DecodingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is missing, how many were drawn, and the way out.</param>
    /// <param name="samples">What was drawn.</param>
    /// <param name="requested">How many were asked for.</param>
    /// <param name="cause">Why some are missing; null where none failed.</param>
    public DrawingException(string message, IReadOnlyList<DrawnCandidate> samples, int requested, SourceException? cause = null)
        : base(message, cause)
    {
        Samples = samples;
        Requested = requested;
    }

    /// <summary>What was drawn, in the order of the index.</summary>
    public IReadOnlyList<DrawnCandidate> Samples { get; }

    /// <summary>How many were asked for.</summary>
    public int Requested { get; }
}
