using System.Buffers.Binary;
using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>
/// The table of SentencePiece by which characters are replaced: a trie of what is replaced, as a double array (Yata et al. 2007), and what
/// by. Always the longest is replaced. Microsoft.ML.Tokenizers' leaves alone what begins with a letter of ASCII, such as a letter and its
/// accent.
/// </summary>
internal sealed class CharacterMap
{
    private readonly uint[] _units;
    private readonly byte[] _texts;

    private CharacterMap(ReadOnlySpan<byte> table)
    {
        var size = table.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(table) : 0;
        if (size == 0 || size % 4 != 0 || size > table.Length - 4)
        {
            throw new NotSupportedException($"its table of characters has {table.Length} bytes, which are not one");
        }

        _units = new uint[size / 4];
        for (var i = 0; i < _units.Length; i++)
        {
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(table[(4 + (4 * i))..]);
        }

        _texts = table[(4 + (int)size)..].ToArray();
    }

    /// <summary>The step of a table; nothing is done where it is empty.</summary>
    /// <exception cref="NotSupportedException">It is damaged.</exception>
    public static TextStep Step(ReadOnlySpan<byte> table)
    {
        if (table.IsEmpty)
        {
            return (text, _) => text;
        }

        var map = new CharacterMap(table);
        return (text, _) => map.Replace(text);
    }

    private string Replace(string text)
    {
        var source = Encoding.UTF8.GetBytes(text);
        var result = new List<byte>(source.Length);
        for (var at = 0; at < source.Length;)
        {
            if (Longest(source.AsSpan(at)) is var (length, start))
            {
                var end = start < _texts.Length ? Array.IndexOf(_texts, (byte)0, start) : -1;
                result.AddRange(end < 0 ? [] : _texts.AsSpan(start, end - start));
                at += length;
                continue;
            }

            do
            {
                result.Add(source[at++]);
            }
            while (at < source.Length && (source[at] & 0xC0) == 0x80); // the rest of the character
        }

        return Encoding.UTF8.GetString([.. result]);
    }

    private (int Length, int Start)? Longest(ReadOnlySpan<byte> text)
    {
        (int, int)? longest = null;
        var node = Offset(_units[0]);
        for (var length = 0; length < text.Length && text[length] != 0; length++)
        {
            node ^= text[length];
            if (node >= _units.Length || (_units[node] & 0x800000FF) != text[length])
            {
                break;
            }

            var isLeaf = (_units[node] & 0x100) != 0;
            node ^= Offset(_units[node]);
            if (isLeaf && node < _units.Length)
            {
                longest = (length + 1, (int)(_units[node] & 0x7FFFFFFF));
            }
        }

        return longest;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
