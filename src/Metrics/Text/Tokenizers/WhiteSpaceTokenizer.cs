using System.Buffers;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>Every run of characters that are not white space is a word.</summary>
/// <param name="cutting">What becomes of words in scripts that are written without blanks.</param>
/// <param name="lowersCase">Whether words are brought into lower case; else they are taken as they are.</param>
internal sealed class WhiteSpaceTokenizer(WordCutting cutting = WordCutting.Unspaced, bool lowersCase = false) : TextTokenizer
{
    /// <summary>White space separates, all else is part of a word.</summary>
    internal static readonly AsciiAlphabet Plain = Alphabet(lowersCase: false);

    private static readonly AsciiAlphabet Lower = Alphabet(lowersCase: true);

    /// <inheritdoc/>
    public override bool Cuts => cutting != WordCutting.Never;

    /// <inheritdoc/>
    protected override bool TryAscii(ReadOnlySpan<char> text, TokenRows rows) =>
        cutting != WordCutting.Characters && rows.TryAddWords(text, lowersCase ? Lower : Plain);

    /// <inheritdoc/>
    protected override void CutText(ReadOnlySpan<char> text, TokenRows rows)
    {
        if (!lowersCase)
        {
            Cut(text, rows);
            return;
        }

        var lower = ArrayPool<char>.Shared.Rent(text.Length + 1);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            length += LowerCase.Of(rune, CaseFolding.Simple).EncodeToUtf16(lower.AsSpan(length));
        }

        Cut(lower.AsSpan(0, length), rows);
        ArrayPool<char>.Shared.Return(lower);
    }

    private static AsciiAlphabet Alphabet(bool lowersCase) => new(WhiteSpace.Contains, _ => false, c => c == '\0', lowersCase);

    private void Cut(ReadOnlySpan<char> text, TokenRows rows)
    {
        while (WhiteSpace.TryTake(ref text, out var word))
        {
            UnspacedScripts.Add(word, cutting, dropsPunctuation: false, rows);
        }
    }
}
