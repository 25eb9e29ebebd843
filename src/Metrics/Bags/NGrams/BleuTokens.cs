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
}
