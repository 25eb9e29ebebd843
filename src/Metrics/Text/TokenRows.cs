using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>
/// Collects the tokens of one text after the other as rows of dense ids, in one id space. Keeps its memory in pooled arrays until disposed.
/// </summary>
public sealed class TokenRows : IDisposable
{
    private readonly Vocabulary _vocabulary = new();
    private readonly int[] _offsets;
    private int[] _ids;
    private int _count;
    private int _rows;

    /// <summary>No rows yet.</summary>
    /// <param name="rows">Number of rows to come.</param>
    public TokenRows(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        _offsets = new int[rows + 1];
        _ids = ArrayPool<int>.Shared.Rent(Math.Clamp(64 * rows, 256, 1 << 20));
    }

    /// <summary>Number of distinct tokens so far.</summary>
    public int AlphabetSize => _vocabulary.Count;

    /// <summary>Appends a token that is a text.</summary>
    public void Add(ReadOnlySpan<char> token)
    {
        if (_count == _ids.Length)
        {
            Grow(1);
        }

        _ids[_count++] = _vocabulary.IdOf(token);
    }

    /// <summary>Appends tokens that are numbers: code points or a model's token ids.</summary>
    public void Add(ReadOnlySpan<int> numbers)
    {
        if (numbers.Length > _ids.Length - _count)
        {
            Grow(numbers.Length);
        }

        _vocabulary.IdsOf(numbers, _ids.AsSpan(_count));
        _count += numbers.Length;
    }

    /// <summary>Closes the current row.</summary>
    public void EndRow() => _offsets[++_rows] = _count;

    /// <summary>The rows, once all are closed.</summary>
    public RaggedRows<int> ToRows() => new(_offsets, _ids.AsSpan(0, _count).ToArray());

    /// <summary>What each id names, by id: the text, or the number in decimal. Built anew on each call.</summary>
    public string[] Names() => _vocabulary.Names();

    /// <inheritdoc/>
    public void Dispose()
    {
        _vocabulary.Dispose();
        if (_ids.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_ids);
            _ids = [];
        }
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<int>.Shared.Rent((int)Math.Max(checked(_count + more), Math.Min(2L * _ids.Length, Array.MaxLength)));
        _ids.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<int>.Shared.Return(_ids);
        _ids = larger;
    }
}
