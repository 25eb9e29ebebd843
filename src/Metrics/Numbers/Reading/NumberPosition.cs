namespace Accelerated.Metrics;

/// <summary>Where in a text its number is.</summary>
public enum NumberPosition
{
    /// <summary>The whole trimmed text is the number.</summary>
    Whole,

    /// <summary>The first number in the text.</summary>
    First,

    /// <summary>The last number in the text, where an answer after some reasoning is.</summary>
    Last,
}
