using Accelerated.Metrics;

namespace Accelerated.Inference.Templates;

/// <summary>A chat template cannot be read or run; the message gives the line, the construct and the way out.</summary>
internal sealed class TemplateException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="line">The template's line, from 1.</param>
    /// <param name="message">Construct, rule and way out.</param>
    public TemplateException(int line, string message)
        : base(FormattableString.Invariant($"Line {line} of the chat template: {message}")) => Line = line;

    /// <summary>The template's line, from 1.</summary>
    public int Line { get; }
}
