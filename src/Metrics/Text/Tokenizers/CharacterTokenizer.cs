using System.Text;

namespace Accelerated.Metrics;

/// <summary>Every Unicode code point is a token. A lone surrogate counts as U+FFFD.</summary>
/// <param name="dropWhiteSpace">Whether white space is left out.</param>
internal sealed class CharacterTokenizer(bool dropWhiteSpace = false) : TextTokenizer
{
    private const int BlockLength = 256;

    /// <inheritdoc/>
    public override bool Cuts => true;

    /// <inheritdoc/>
    protected override void CutText(ReadOnlySpan<char> text, TokenRows rows)
    {
        Span<int> block = stackalloc int[BlockLength];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            int c = text[i];
            if (char.IsSurrogate((char)c))
            {
                Rune.DecodeFromUtf16(text[i..], out var rune, out var size);
                c = rune.Value;
                i += size - 1;
            }
            else if (dropWhiteSpace && WhiteSpace.Contains((char)c))
            {
                continue;
            }

            block[count++] = c;
            if (count == BlockLength)
            {
                rows.Add(block);
                count = 0;
            }
        }

        rows.Add(block[..count]);
    }
}
