namespace Accelerated.Metrics;

/// <summary>What an extracted answer means: a number, a choice, or its text alone.</summary>
/// <param name="Number">The number, where it is one.</param>
/// <param name="Choice">The letter of a choice, where it is one.</param>
internal sealed record AnswerValue(ExactNumber? Number = null, string? Choice = null)
{
    /// <summary>Equal for equal numbers and equal choices, unlike any normalised text; null where the text alone says what it is.</summary>
    public string? Key => Number is { } number
        ? $"\u0001{number.Numerator}/{number.Denominator}"
        : Choice is { } choice ? "\u0002" + choice : null;
}
