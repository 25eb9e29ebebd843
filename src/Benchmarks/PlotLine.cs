namespace Accelerated.Benchmarks;

/// <summary>One line of a plot.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Points">Numbers of candidates and their times, all positive.</param>
public sealed record PlotLine(string Name, IReadOnlyList<(double Count, double Seconds)> Points);
