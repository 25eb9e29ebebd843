namespace Accelerated.Metrics;

/// <summary>A number found in a text, or what is written in digits without being one number.</summary>
/// <param name="Start">Index of its first character, sign and currency included.</param>
/// <param name="End">Index after its last character, percent sign and magnitude included.</param>
internal readonly record struct NumberToken(int Start, int End)
{
    /// <summary>The number.</summary>
    public ExactNumber Value { get; init; }

    /// <summary>What it is.</summary>
    public NumberTokenKind Kind { get; init; }

    /// <summary>Whether it is written in decimal digits, so that digits say it as well: no fraction and no power.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether it could also be read as another number, in another locale.</summary>
    public bool IsAmbiguous { get; init; }

    /// <summary>Which decimal sign it certainly uses: <c>.</c>, <c>,</c>, or <c>\0</c> where its writing does not say.</summary>
    public char Decimal { get; init; }

    /// <summary>Whether it names something else: a step, a page, or what a remark in parentheses mentions.</summary>
    public bool IsAside { get; init; }
}

/// <summary>What a token is.</summary>
internal enum NumberTokenKind
{
    /// <summary>One number.</summary>
    Number,

    /// <summary>A time, a date or a ratio: an answer as it is written, but not one number.</summary>
    Literal,

    /// <summary>Digits that are not one number, such as <c>1,234,56</c>, <c>1.2.3</c> and <c>2^n</c>.</summary>
    Unreadable,
}
