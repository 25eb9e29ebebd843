using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>Brings a text into a Unicode form before another tokeniser cuts it.</summary>
internal sealed class NormalizingTokenizer(UnicodeForm form, ITokenizer tokenizer) : ITokenizer
{
    /// <inheritdoc/>
    public bool Cuts => tokenizer.Cuts;

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, TokenRows rows)
    {
        tokenizer.Tokenize(UnicodeNormalizer.Apply(text, form, out var rented), rows);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }
}
