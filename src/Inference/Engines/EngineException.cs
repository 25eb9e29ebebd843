using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>The chosen engine is missing or failed, and a fallback to another is not allowed.</summary>
public sealed class EngineException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is missing, why, and the way out.</param>
    /// <param name="cause">The underlying error, if any.</param>
    public EngineException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
