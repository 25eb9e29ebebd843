using System.Runtime.CompilerServices;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Where the patterns of a tile hold each token: one row a token, some registers a word, bit k of a lane for the token
/// at index k of the lane's pattern. Row 0 stays zero: tokens that no pattern holds. Tokens get rows as they are met, so the table has
/// the size of the tile's own alphabet.
/// </summary>
/// <typeparam name="TBits">The lanes of one word.</typeparam>
internal sealed unsafe class MatchTable<TBits> : IDisposable where TBits : unmanaged, IBits<TBits>
{
    private const int RowsBeside = 3; // the masks, row 0, and one that is clear when all others are taken

    private readonly RaggedRows<int> _sequences;
    private readonly int _words;
    private readonly AlignedMemory _memory;
    private readonly AlignedMemory _rowOffsets;
    private int[] _items = [];
    private int _first;
    private int _count;
    private int _skip;
    private int _width;

    /// <summary>A table for any tile whose tokens fit.</summary>
    /// <param name="features">The sequences.</param>
    /// <param name="words">Words a pattern.</param>
    /// <param name="tokens">Most tokens of a tile in these words.</param>
    public MatchTable(SequenceFeatures features, int words, long tokens)
    {
        _sequences = features.Sequences;
        _words = words;
        var alphabet = features.AlphabetSize;
        Nothing = alphabet;
        _rowOffsets = AlignedMemory.Rent(sizeof(int) * (alphabet + 1L));
        RowOffsets = (int*)_rowOffsets.Start;
        new Span<int>(RowOffsets, alphabet + 1).Clear();
        _memory = AlignedMemory.Rent(RowBytes * (Math.Min(tokens, alphabet) + RowsBeside));
        Masks = (TBits*)_memory.Start;
        Rows = (byte*)(Masks + words);
        new Span<byte>(Rows, RowBytes).Clear();
    }

    /// <summary>Patterns a tile.</summary>
    public static int Patterns => sizeof(TBits) * 8 / TBits.LaneBits;

    /// <summary>The rows.</summary>
    public byte* Rows { get; }

    /// <summary>Where, in bytes, each token's row starts.</summary>
    public int* RowOffsets { get; }

    /// <summary>A token that no pattern holds.</summary>
    public int Nothing { get; }

    /// <summary>The bits that each pattern fills, word by word.</summary>
    public TBits* Masks { get; }

    private int RowBytes => _words * sizeof(TBits);

    /// <summary>
    /// Fills the table for items[first..first + count - 1], at most a tile: of each <paramref name="width"/> symbols from the one at
    /// <paramref name="skip"/> on.
    /// </summary>
    public void Fill(int[] items, int first, int count, int skip, int width)
    {
        Forget();
        (_items, _first, _count, _skip, _width) = (items, first, count, skip, width);
        FillMasks();
        if (_words == 1)
        {
            FillWords();
        }
        else
        {
            FillLong();
        }
    }

    public void Dispose()
    {
        _rowOffsets.Dispose();
        _memory.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Forget()
    {
        for (var p = 0; p < _count; p++)
        {
            foreach (var id in Part(p))
            {
                RowOffsets[id] = 0;
            }
        }
    }

    // Without a branch on whether a token has a row, which cannot be predicted: the next row is always clear, taken or not.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillWords()
    {
        var offsets = RowOffsets;
        var rows = Rows;
        var next = sizeof(TBits);
        *(TBits*)(rows + next) = TBits.Zero;
        for (var p = 0; p < _count; p++)
        {
            var pattern = Part(p);
            var lane = rows + p * (TBits.LaneBits / 8);
            for (var k = 0; k < pattern.Length; k++)
            {
                var offset = offsets + pattern[k];
                var isNew = (*offset - 1) >> 31; // all bits where it has none
                var row = *offset | (next & isNew);
                *offset = row;
                next += sizeof(TBits) & isNew;
                *(TBits*)(rows + next) = TBits.Zero;
                lane[row + (k >> 3)] |= (byte)(1 << (k & 7));
            }
        }
    }

    // Rows of several words would cost too much to clear for every token.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillLong()
    {
        var next = RowBytes;
        var bytes = TBits.LaneBits / 8;
        for (var p = 0; p < _count; p++)
        {
            var pattern = Part(p);
            var lane = p * bytes;
            for (var k = 0; k < pattern.Length; k++)
            {
                var row = RowOffsets[pattern[k]];
                if (row == 0)
                {
                    row = RowOffsets[pattern[k]] = next;
                    next += RowBytes;
                    new Span<byte>(Rows + row, RowBytes).Clear();
                }

                Rows[row + lane + k / TBits.LaneBits * sizeof(TBits) + (k % TBits.LaneBits >> 3)] |= (byte)(1 << (k & 7));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillMasks()
    {
        new Span<byte>(Masks, RowBytes).Clear();
        var bytes = TBits.LaneBits / 8;
        for (var p = 0; p < _count; p++)
        {
            var left = Part(p).Length;
            for (var lane = (byte*)Masks + p * bytes; left > 0; lane += sizeof(TBits), left -= TBits.LaneBits)
            {
                for (var b = 0; 8 * b < Math.Min(left, TBits.LaneBits); b++)
                {
                    lane[b] = left - 8 * b >= 8 ? byte.MaxValue : (byte)((1 << (left - 8 * b)) - 1);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<int> Part(int p)
    {
        var sequence = _sequences[_items[_first + p]];
        return sequence.Length <= _skip ? [] : sequence.Slice(_skip, Math.Min(sequence.Length - _skip, _width));
    }
}
