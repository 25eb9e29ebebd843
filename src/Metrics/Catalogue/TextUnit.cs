namespace Accelerated.Metrics;

/// <summary>What counts as one symbol of a text.</summary>
public enum TextUnit
{
    /// <summary>A code point.</summary>
    Characters,

    /// <summary>A word between white space.</summary>
    Words,

    /// <summary>A token id of the candidate, or a word where it has none.</summary>
    Tokens,
}
