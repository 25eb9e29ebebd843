using System.Buffers;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>
/// The SQuAD normaliser (Rajpurkar et al. 2016), then white space: lower case, the 32 ASCII punctuation characters deleted, the words
/// a, an and the dropped.
/// </summary>
public sealed class SquadTokenizer : ITokenizer
{
    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, Vocabulary vocabulary, List<int> ids)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(ids);
        var word = ArrayPool<char>.Shared.Rent(text.Length);
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                Flush(word.AsSpan(0, length), vocabulary, ids);
                length = 0;
            }
            else if (!(char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c))))
            {
                word[length++] = char.ToLowerInvariant(c);
            }
        }

        Flush(word.AsSpan(0, length), vocabulary, ids);
        ArrayPool<char>.Shared.Return(word);
    }

    private static void Flush(ReadOnlySpan<char> word, Vocabulary vocabulary, List<int> ids)
    {
        if (!word.IsEmpty && word is not ("a" or "an" or "the"))
        {
            ids.Add(vocabulary.IdOf(word));
        }
    }
}
