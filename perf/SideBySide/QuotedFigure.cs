namespace Accelerated.Perf;

/// <summary>A figure that was not measured in this run.</summary>
/// <param name="Work">What was computed.</param>
/// <param name="Contender">Who computed it.</param>
/// <param name="Figure">The figure and its unit.</param>
/// <param name="Hardware">Where.</param>
/// <param name="Source">Who says so.</param>
public sealed record QuotedFigure(string Work, string Contender, string Figure, string Hardware, string Source);
