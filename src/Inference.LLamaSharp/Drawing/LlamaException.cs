using Accelerated.Metrics;

namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>llama.cpp failed to evaluate; becomes the cause of a <see cref="SourceException"/>.</summary>
/// <param name="message">What it said, and the way out.</param>
internal sealed class LlamaException(string message) : AcceleratedException(message);
