namespace Accelerated.Metrics;

/// <summary>A closed-form answer under a metric over bags.</summary>
/// <param name="Text">The answer as text.</param>
/// <param name="Tokens">The tokens of the answer, in the order of the text.</param>
/// <param name="Value">The answer's expected utility, in the metric's own unit.</param>
/// <param name="Index">The first sample that is the same answer to the metric; -1 where none is.</param>
internal sealed record BagAnswer(string Text, IReadOnlyList<string> Tokens, double Value, int Index);
