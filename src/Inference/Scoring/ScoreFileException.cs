using Accelerated.Metrics;

namespace Accelerated.Inference.Scoring;

/// <summary>A file of scores cannot be read, or does not hold what is asked of it.</summary>
public sealed class ScoreFileException : AcceleratedException
{
    internal ScoreFileException(string message, string path, Exception? cause = null) : base(message, cause) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
