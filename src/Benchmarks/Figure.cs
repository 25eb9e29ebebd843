namespace Accelerated.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Job">The job.</param>
/// <param name="Work">What is computed.</param>
/// <param name="Contender">What computes it: an engine of this library, or a peer.</param>
/// <param name="Length">The longest candidate, in the metric's tokens; 1 for numbers.</param>
/// <param name="Count">Candidates, or problems of a batch.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Seconds">The time of the whole work.</param>
/// <param name="Value">The figure, from the fastest run; for tokens/s from the median.</param>
/// <param name="Unit">The unit: GCUPS (10^9 cells of the dynamic program per second), Mpairs/s, tokens/s, ms or us.</param>
public sealed record Figure(
    string Job, string Work, string Contender, int Length, int Count, int Threads, Seconds Seconds, double Value, string Unit)
{
    /// <summary>This library as a contender.</summary>
    public const string Own = "Accelerated";

    /// <summary>The ratio to another figure; above 1 is faster.</summary>
    public double? Ratio { get; init; }

    /// <summary>What <see cref="Ratio"/> is relative to.</summary>
    public string? RatioTo { get; init; }

    /// <summary>Bytes allocated by one run, if measured.</summary>
    public long? Allocated { get; init; }

    /// <summary>The same figure with a ratio.</summary>
    public Figure Against(double ratio, string what) => this with { Ratio = ratio, RatioTo = what };

    /// <summary>The same figure relative to another one of the same unit.</summary>
    public Figure Against(Figure other, string what) => Against(Unit is "ms" or "us" ? other.Value / Value : Value / other.Value, what);
}
