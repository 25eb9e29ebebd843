namespace Accelerated.Metrics;

/// <summary>A field of an answer.</summary>
/// <param name="Path">The names that lead to it, joined by dots.</param>
/// <param name="Value">The value in JSON; null where it is absent.</param>
/// <param name="Expected">Its expected utility, 0..1.</param>
/// <param name="Utilities">Its utility against each distinct reference.</param>
internal sealed record FieldValue(string Path, string? Value, double Expected, IReadOnlyList<double> Utilities);
