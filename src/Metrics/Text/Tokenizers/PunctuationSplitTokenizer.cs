namespace Accelerated.Metrics;

/// <summary>
/// The words of chrF++ (Popović 2017): cut at white space; a word of two or more characters is split once, before a final ASCII
/// punctuation character, or else after an initial one.
/// </summary>
internal sealed class PunctuationSplitTokenizer : TextTokenizer
{
    /// <inheritdoc/>
    public override bool Cuts => false;

    /// <inheritdoc/>
    protected override bool TryAscii(ReadOnlySpan<char> text, TokenRows rows) =>
        rows.TryAddPieces<ChrFPieces>(text, WhiteSpaceTokenizer.Plain);

    /// <inheritdoc/>
    protected override void CutText(ReadOnlySpan<char> text, TokenRows rows)
    {
        while (WhiteSpace.TryTake(ref text, out var word))
        {
            Cut(word, rows);
        }
    }

    /// <summary>Cuts what is between white space.</summary>
    internal static void Cut(ReadOnlySpan<char> word, TokenRows rows)
    {
        var cut = word.Length == 1 ? 0
            : AsciiPunctuation.Contains(word[^1]) ? word.Length - 1
            : AsciiPunctuation.Contains(word[0]) ? 1
            : 0;
        if (cut > 0)
        {
            rows.Add(word[..cut]);
        }

        rows.Add(word[cut..]);
    }
}
