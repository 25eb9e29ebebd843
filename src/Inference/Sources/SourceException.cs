using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>A source failed while it drew or scored. Candidates handed over before stay valid.</summary>
public sealed class SourceException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What failed, how many were drawn before, and the way out.</param>
    /// <param name="drawn">How many candidates were handed over before.</param>
    /// <param name="requested">How many were asked for.</param>
    /// <param name="cause">What the engine or service said; an <see cref="AggregateException"/> where several calls failed.</param>
    public SourceException(string message, int drawn, int requested, Exception? cause = null) : base(message, cause)
    {
        Drawn = drawn;
        Requested = requested;
    }

    /// <summary>How many candidates were handed over before the failure.</summary>
    public int Drawn { get; }

    /// <summary>How many candidates were asked for.</summary>
    public int Requested { get; }
}
