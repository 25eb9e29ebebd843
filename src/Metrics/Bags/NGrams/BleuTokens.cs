namespace Accelerated.Metrics;

/// <summary>How BLEU cuts a text into tokens.</summary>
public enum BleuTokens
{
    /// <summary>The tokeniser 13a of mteval and sacreBLEU.</summary>
    Standard,

    /// <summary>Words between white space.</summary>
    Words,

    /// <summary>Characters that are not white space.</summary>
    Characters,

    /// <summary>The tokeniser intl of mteval v14 and sacreBLEU: punctuation and symbols of all scripts.</summary>
    International,

    /// <summary>The tokeniser zh of sacreBLEU: each Chinese character, all else as 13a.</summary>
    Chinese,
}
