namespace Accelerated.Perf;

/// <summary>A published figure, not measured in this run.</summary>
/// <param name="Work">The computation.</param>
/// <param name="Contender">The implementation.</param>
/// <param name="Figure">The figure and its unit.</param>
/// <param name="Hardware">The hardware it was measured on.</param>
/// <param name="Source">The publication.</param>
public sealed record QuotedFigure(string Work, string Contender, string Figure, string Hardware, string Source);
