using Accelerated.Inference;

namespace Accelerated.Service;

/// <summary>What one request may ask for, and how many are served at once.</summary>
internal sealed record ServiceLimits
{
    /// <summary>The most bytes of a request's body, at least 1.</summary>
    public int RequestBytes { get; init; } = 1 << 20;

    /// <summary>The most candidates that a request may have drawn, at least 1.</summary>
    public int Drawn { get; init; } = 256;

    /// <summary>The most candidates and references that a request may bring, at least 1.</summary>
    public int Given { get; init; } = 4096;

    /// <summary>The most tokens of an answer, at least 1.</summary>
    public int Tokens { get; init; } = 1024;

    /// <summary>Requests worked on at once, at least 1.</summary>
    public int Parallel { get; init; } = 32;

    /// <summary>Requests that may wait, at least 0; further ones are refused.</summary>
    public int Queue { get; init; } = 256;

    /// <summary>How long a request may take, waiting included; up to a day.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long requests in progress may go on once the service stops; up to a day.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time between two signs of life of a stream that waits for its answer.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Checks every value.</summary>
    /// <exception cref="Metrics.OptionException">A value is not allowed.</exception>
    public void Validate()
    {
        var rule = new OptionRule(nameof(ServiceLimits));
        rule.Require(RequestBytes >= 1, nameof(RequestBytes), RequestBytes, "at least 1");
        rule.Require(Drawn >= 1, nameof(Drawn), Drawn, "at least 1");
        rule.Require(Given >= 1, nameof(Given), Given, "at least 1");
        rule.Require(Tokens is >= 1 and <= SamplingOptions.LargestMaxTokens, nameof(Tokens), Tokens, "1 to 1048576");
        rule.Require(Parallel >= 1, nameof(Parallel), Parallel, "at least 1");
        rule.Require(Queue >= 0, nameof(Queue), Queue, "at least 0");
        rule.Require(IsTime(Timeout), nameof(Timeout), Timeout, "more than no time and at most a day");
        rule.Require(IsTime(Stop), nameof(Stop), Stop, "more than no time and at most a day");
        rule.Require(IsTime(KeepAlive), nameof(KeepAlive), KeepAlive, "more than no time and at most a day");
    }

    private static bool IsTime(TimeSpan time) => time > TimeSpan.Zero && time <= TimeSpan.FromDays(1);
}
