namespace Accelerated.Metrics;

/// <summary>A user's metric failed: its encoder or scorer threw, or a utility is not a finite number.</summary>
public sealed class ScorerException : AcceleratedException
{
    internal ScorerException(string message, string metric, int hypothesis, int reference, Exception? innerException = null)
        : base(message, innerException)
    {
        Metric = metric;
        Hypothesis = hypothesis;
        Reference = reference;
    }

    /// <summary>The metric's name.</summary>
    public string Metric { get; }

    /// <summary>The index of the candidate, or -1 where only a reference is meant.</summary>
    public int Hypothesis { get; }

    /// <summary>The index of the reference, or -1 where only a candidate is meant.</summary>
    public int Reference { get; }
}
