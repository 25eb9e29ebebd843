using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// A model or its tokenizer cannot be used: missing, damaged, of another format, or not matching; the message gives the file and the way
/// out.
/// </summary>
public sealed class ModelException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">File, what is wrong with it, and the way out.</param>
    /// <param name="path">The file.</param>
    /// <param name="cause">The underlying error, if any.</param>
    public ModelException(string message, string path, Exception? cause = null) : base(message, cause) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
