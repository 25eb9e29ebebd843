using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>A source failed while it drew or scored. Candidates returned before stay valid.</summary>
public sealed class SourceException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What failed, how many were drawn before, and the way out.</param>
    /// <param name="drawn">The number of candidates returned before.</param>
    /// <param name="requested">The number of candidates asked for.</param>
    /// <param name="cause">The error of the engine or service; an <see cref="AggregateException"/> where several calls failed.</param>
    public SourceException(string message, int drawn, int requested, Exception? cause = null) : base(message, cause)
    {
        Drawn = drawn;
        Requested = requested;
    }

    /// <summary>The number of candidates returned before the failure.</summary>
    public int Drawn { get; }

    /// <summary>The number of candidates asked for.</summary>
    public int Requested { get; }
}
