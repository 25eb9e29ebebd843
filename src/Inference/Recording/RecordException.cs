using Accelerated.Metrics;

namespace Accelerated.Inference.Recording;

/// <summary>A text is no decision record that this version can replay.</summary>
public sealed class RecordException : AcceleratedException
{
    internal RecordException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
