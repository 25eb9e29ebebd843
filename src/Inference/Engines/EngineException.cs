using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>The engine asked for cannot be had, and no other may take its place.</summary>
public sealed class EngineException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is missing, why, and the way out.</param>
    /// <param name="cause">What went wrong underneath, where anything did.</param>
    public EngineException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
