using Accelerated.Metrics;

namespace Accelerated.Inference.Embeddings;

/// <summary>A generator of embeddings failed, or gave something other than one usable vector a text.</summary>
public sealed class EmbeddingException : AcceleratedException
{
    internal EmbeddingException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
