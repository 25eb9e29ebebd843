namespace Accelerated.Metrics;

/// <summary>Every run of characters that are not white space is a word, as it is.</summary>
/// <param name="cutting">What becomes of words in scripts that are written without blanks.</param>
internal sealed class WhiteSpaceTokenizer(WordCutting cutting = WordCutting.Unspaced) : TextTokenizer
{
    /// <summary>White space separates, all else is part of a word.</summary>
    internal static readonly AsciiAlphabet Plain = new(WhiteSpace.Contains, _ => false, c => c == '\0', lowersCase: false);

    /// <inheritdoc/>
    public override bool Cuts => cutting != WordCutting.Never;

    /// <inheritdoc/>
    protected override bool TryAscii(ReadOnlySpan<char> text, TokenRows rows) =>
        cutting != WordCutting.Characters && rows.TryAddWords(text, Plain);

    /// <inheritdoc/>
    protected override void CutText(ReadOnlySpan<char> text, TokenRows rows)
    {
        while (WhiteSpace.TryTake(ref text, out var word))
        {
            UnspacedScripts.Add(word, cutting, dropsPunctuation: false, rows);
        }
    }
}
