using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>An answer found in a text.</summary>
/// <param name="Text">As it is shown and scored by text metrics; not empty.</param>
/// <param name="Value">What it means.</param>
internal readonly record struct ExtractedAnswer(string Text, AnswerValue Value);
