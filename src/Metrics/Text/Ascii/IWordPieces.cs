using System.Runtime.Intrinsics;

namespace Accelerated.Metrics;

/// <summary>How a tokeniser cuts what is between white space.</summary>
internal interface IWordPieces
{
    /// <summary>Where the pieces of a <see cref="PackedWord"/> start.</summary>
    /// <param name="word">The word.</param>
    /// <returns>
    /// A bit for each character that starts a piece, the first one's always; 0 for the few words that only <see cref="Cut"/> can take.
    /// </returns>
    static abstract uint Starts(Vector128<byte> word);

    /// <summary>Cuts a word of any length, and appends its pieces.</summary>
    static abstract void Cut(ReadOnlySpan<char> word, TokenRows rows);
}
