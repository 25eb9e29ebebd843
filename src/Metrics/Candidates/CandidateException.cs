namespace Accelerated.Metrics;

/// <summary>A candidate or reference cannot be used; the message names it, the rule and the way out.</summary>
public sealed class CandidateException : AcceleratedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Value, rule and way out.</param>
    /// <param name="index">The candidate's index in its list, or -1 where the list as a whole is meant.</param>
    public CandidateException(string message, int index = -1) : base(message) => Index = index;

    /// <summary>The candidate's index in its list, or -1 where the list as a whole is meant.</summary>
    public int Index { get; }
}
