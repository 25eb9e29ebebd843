namespace Accelerated.Metrics;

/// <summary>What becomes of a word that holds characters of scripts written without blanks between words.</summary>
internal enum WordCutting
{
    /// <summary>Each such character is a token, with the marks that follow it; all between two of them is one.</summary>
    Unspaced,

    /// <summary>Nothing: a word is a token.</summary>
    Never,

    /// <summary>Each character of every word is a token, whatever its script.</summary>
    Characters,
}
