namespace Accelerated.Metrics;

/// <summary>A word of a text.</summary>
/// <param name="Word">The word as it counts, at least 1.</param>
/// <param name="Form">How it is written.</param>
internal readonly record struct WordToken(int Word, int Form);
