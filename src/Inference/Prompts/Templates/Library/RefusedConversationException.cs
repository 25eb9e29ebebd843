using Accelerated.Metrics;

namespace Accelerated.Inference.Templates;

/// <summary>The template called raise_exception; the message is the template's.</summary>
internal sealed class RefusedConversationException(string message) : AcceleratedException(message);
