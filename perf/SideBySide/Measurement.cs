namespace Accelerated.Perf;

/// <summary>One contender's times for one job, in seconds.</summary>
/// <param name="Work">What is computed.</param>
/// <param name="Contender">Who computes it.</param>
/// <param name="Length">The longest sequence.</param>
/// <param name="Count">Number of candidates.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Repeats">Timed runs, after one warm-up; 1 where a single run takes a second or more.</param>
/// <param name="Minimum">The fastest run.</param>
/// <param name="Median">The median run.</param>
/// <param name="Pairs">Pairs of candidates.</param>
/// <param name="Cells">Cells of the dynamic program: the square of the sum of lengths.</param>
public sealed record Measurement(
    string Work, string Contender, int Length, int Count, int Threads, int Repeats, double Minimum, double Median, long Pairs, long Cells);
