using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>
/// The tokeniser zh of sacreBLEU (Post 2018): each Chinese character apart, then the rules of <see cref="BleuTokenizer"/>, but nothing
/// stands before or after the text, so that a period after a last digit stays with it.
/// </summary>
internal sealed class ChineseTokenizer : TextTokenizer
{
    /// <inheritdoc/>
    public override bool Cuts => true;

    /// <inheritdoc/>
    protected override void CutText(ReadOnlySpan<char> text, TokenRows rows)
    {
        text = WhiteSpace.Trim(text);
        var spaced = ArrayPool<char>.Shared.Rent(checked(3 * text.Length + 1));
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsChinese(text[i]))
            {
                spaced[length++] = ' ';
                spaced[length++] = text[i];
                spaced[length++] = ' ';
            }
            else
            {
                spaced[length++] = text[i];
            }
        }

        BleuTokenizer.Cut(spaced.AsSpan(0, length), rows, padded: false);
        ArrayPool<char>.Shared.Return(spaced);
    }

    // The original writes Han beyond U+FFFF with four hexadecimal digits and a fifth character, so that its range is from U+2001 to U+2A6D
    // instead, and a word of such characters is not cut; scores are comparable only if that is so here too.
    private static bool IsChinese(char c) => c is
        (>= '\u2001' and <= '\u2a6d') or (>= '\u2e80' and <= '\u2fdf') or (>= '\u2ff0' and <= '\u303f')
        or (>= '\u3100' and <= '\u312f') or (>= '\u31a0' and <= '\u31bf') or (>= '\u31c0' and <= '\u31ef') or (>= '\u3200' and <= '\u4db5')
        or (>= '\u4e00' and <= '\u9fbb') or (>= '\uf900' and <= '\ufa2d') or (>= '\ufa30' and <= '\ufa6a') or (>= '\ufa70' and <= '\ufad9')
        or (>= '\ufe10' and <= '\ufe1f') or (>= '\ufe30' and <= '\ufe4f') or (>= '\uff00' and <= '\uffef');
}
