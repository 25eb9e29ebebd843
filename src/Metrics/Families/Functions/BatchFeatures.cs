namespace Accelerated.Metrics;

/// <summary>Texts, and their problem's utilities once they are scored.</summary>
internal sealed class BatchFeatures(string[] texts) : TextFeatures(texts)
{
    /// <summary>Held by the caller that scores.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>The utilities, row by row; null until all are known.</summary>
    public double[]? Utilities { get; set; }
}
