namespace Accelerated.Inference;

/// <summary>An answer in closed form.</summary>
/// <param name="Text">The answer as text.</param>
/// <param name="Number">The answer under a metric over numbers; null under others.</param>
public sealed record Answer(string Text, double? Number);
