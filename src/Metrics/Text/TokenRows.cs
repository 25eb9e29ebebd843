using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Metrics;

/// <summary>
/// Collects the tokens of one text after the other as rows of dense ids, in one id space. Keeps its memory in pooled arrays until disposed.
/// </summary>
internal sealed class TokenRows : IDisposable
{
    private readonly int[] _offsets;
    private TokenScratch? _scratch;
    private int[] _ids;
    private int _count;
    private int _rows;

    /// <summary>No rows yet.</summary>
    /// <param name="rows">Number of rows to come.</param>
    public TokenRows(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        _scratch = TokenScratch.Rent();
        _offsets = new int[rows + 1];
        _ids = ArrayPool<int>.Shared.Rent(Math.Clamp(rows, 32, 1 << 16) * 8);
    }

    private TokenRows(TokenScratch scratch, int[] offsets, int[] ids)
    {
        _scratch = scratch;
        _offsets = offsets;
        _ids = ids;
        _count = offsets[^1];
        _rows = offsets.Length - 1;
    }

    /// <summary>Number of distinct tokens so far.</summary>
    public int AlphabetSize => Scratch.Vocabulary.Count;

    private TokenScratch Scratch => _scratch ?? throw new ObjectDisposedException(nameof(TokenRows));

    /// <summary>Appends a token that is a text.</summary>
    public void Add(ReadOnlySpan<char> token)
    {
        if (_count == _ids.Length)
        {
            Grow(1);
        }

        _ids[_count++] = Scratch.Vocabulary.IdOf(token);
    }

    /// <summary>Appends tokens that are numbers: code points or a model's token ids.</summary>
    public void Add(ReadOnlySpan<int> numbers)
    {
        if (numbers.Length > _ids.Length - _count)
        {
            Grow(numbers.Length);
        }

        Scratch.Vocabulary.IdsOf(numbers, _ids.AsSpan(_count));
        _count += numbers.Length;
    }

    /// <summary>
    /// Appends the words of an ASCII text; false, and nothing appended, where the text holds a character that is foreign to the alphabet.
    /// </summary>
    internal bool TryAddWords(ReadOnlySpan<char> text, AsciiAlphabet alphabet)
    {
        var words = Scratch.Words;
        if (!words.TryCut(text, alphabet))
        {
            return false;
        }

        var done = 0;
        foreach (var (before, start, length) in words.Long)
        {
            Add(words.Packed[done..before]);
            Add(words.TextOf(start, length));
            done = before;
        }

        Add(words.Packed[done..]);
        return true;
    }

    /// <summary>
    /// Appends the pieces of the words of an ASCII text; false, and nothing appended, where the text holds a character that is foreign to
    /// the alphabet.
    /// </summary>
    internal bool TryAddPieces<TPieces>(ReadOnlySpan<char> text, AsciiAlphabet alphabet) where TPieces : struct, IWordPieces
    {
        var words = Scratch.Words;
        if (!words.TryCut(text, alphabet))
        {
            return false;
        }

        var done = 0;
        foreach (var (before, start, length) in words.Long)
        {
            if (before > done)
            {
                AddPieces<TPieces>(words.Packed[done..before]);
            }

            TPieces.Cut(words.TextOf(start, length), this);
            done = before;
        }

        AddPieces<TPieces>(words.Packed[done..]);
        return true;
    }

    /// <summary>
    /// Appends the words of an ASCII text as one token, a space between them; false, and nothing appended, where the text holds a character
    /// that is foreign to the alphabet.
    /// </summary>
    internal bool TryAddJoined(ReadOnlySpan<char> text, AsciiAlphabet alphabet)
    {
        var words = Scratch.Words;
        if (!words.TryCut(text, alphabet))
        {
            return false;
        }

        Add(words.Joined());
        return true;
    }

    /// <summary>Closes the current row.</summary>
    public void EndRow() => _offsets[++_rows] = _count;

    /// <summary>The rows, once all are closed.</summary>
    public RaggedRows<int> ToRows()
    {
        var ids = GC.AllocateUninitializedArray<int>(_count);
        _ids.AsSpan(0, _count).CopyTo(ids);
        return new(_offsets, ids);
    }

    /// <summary>The rows, once all are closed, in memory that is valid until this is disposed.</summary>
    internal RaggedRows<int> Borrow() => new(_offsets, _ids);

    /// <summary>
    /// The rows of several one after the other, all closed, with the ids that one would have given them. The first loses its names to the
    /// result; the parts keep their memory until they are disposed.
    /// </summary>
    internal static TokenRows Join(IReadOnlyList<TokenRows> parts)
    {
        var offsets = new int[parts.Sum(part => part._rows) + 1];
        var maps = new int[parts.Count][];
        var (rows, count) = (0, 0);
        for (var k = 0; k < parts.Count; k++)
        {
            var part = parts[k];
            if (k > 0)
            {
                maps[k] = ArrayPool<int>.Shared.Rent(Math.Max(1, part.AlphabetSize));
                parts[0].Scratch.Vocabulary.Add(part.Scratch.Vocabulary, maps[k]);
            }

            for (var row = 1; row <= part._rows; row++)
            {
                offsets[++rows] = checked(count + part._offsets[row]);
            }

            count += part._count;
        }

        var ids = ArrayPool<int>.Shared.Rent(Math.Max(1, count));
        Parallel.For(0, parts.Count, k =>
        {
            var part = parts[k];
            var start = 0;
            for (var before = 0; before < k; before++)
            {
                start += parts[before]._count;
            }

            var target = ids.AsSpan(start, part._count);
            var source = part._ids.AsSpan(0, part._count);
            if (k == 0)
            {
                source.CopyTo(target);
                return;
            }

            var map = maps[k];
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = map[source[i]];
            }
        });

        foreach (var map in maps.AsSpan(1))
        {
            ArrayPool<int>.Shared.Return(map);
        }

        var scratch = parts[0].Scratch;
        parts[0]._scratch = null;
        return new TokenRows(scratch, offsets, ids);
    }

    /// <summary>What each id names, by id: the text, or the number in decimal. Built anew on each call.</summary>
    public string[] Names() => Scratch.Vocabulary.Names();

    /// <inheritdoc/>
    public void Dispose()
    {
        _scratch?.Return();
        _scratch = null;
        if (_ids.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_ids);
            _ids = [];
        }
    }

    private void Add(ReadOnlySpan<Vector128<byte>> words)
    {
        if (words.Length > _ids.Length - _count)
        {
            Grow(words.Length);
        }

        Scratch.Vocabulary.IdsOf(words, _ids.AsSpan(_count));
        _count += words.Length;
    }

    // The pieces are named some hundred at a time: most words are one.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void AddPieces<TPieces>(ReadOnlySpan<Vector128<byte>> words) where TPieces : struct, IWordPieces
    {
        const int room = 256;
        Span<Vector128<byte>> pieces = stackalloc Vector128<byte>[room];
        var count = 0;
        for (var k = 0; k < words.Length; k++)
        {
            if (count > room - PackedWord.Longest)
            {
                Add(pieces[..count]);
                count = 0;
            }

            var starts = TPieces.Starts(words[k]);
            if (starts == 1)
            {
                pieces[count++] = words[k];
            }
            else if (starts != 0)
            {
                count += PackedWord.Split(words[k], starts, pieces[count..]);
            }
            else
            {
                Add(pieces[..count]);
                count = 0;
                TPieces.Cut(PackedWord.TextOf(words[k]), this);
            }
        }

        Add(pieces[..count]);
    }

    // To what is needed where the rows to come are like those before, so that few are copied twice; a few long rows at first do not decide
    // for all.
    private void Grow(int more)
    {
        var needed = checked(_count + more);
        var likely = (long)needed * (_offsets.Length - 1) / Math.Max(1, _rows) * 9 / 8;
        var larger = ArrayPool<int>.Shared.Rent(
            (int)Math.Max(needed, Math.Min(Math.Clamp(likely, 2L * _ids.Length, 8L * _ids.Length), Array.MaxLength)));
        _ids.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<int>.Shared.Return(_ids);
        _ids = larger;
    }
}
