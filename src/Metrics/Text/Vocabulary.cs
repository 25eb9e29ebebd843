using System.Runtime.Intrinsics;

namespace Accelerated.Metrics;

/// <summary>
/// Names tokens by dense ids, in order of first appearance. Texts and numbers live in one id space and never meet: the text "7" and the
/// number 7 are two tokens. Keeps its memory in pooled arrays until disposed.
/// </summary>
internal sealed class Vocabulary : IDisposable
{
    private readonly WordTable _words = new();
    private readonly TextTable _texts = new();
    private readonly NumberTable _numbers = new();
    private int _count;

    /// <summary>Number of ids given out.</summary>
    public int Count => _count;

    /// <summary>The id of a text.</summary>
    public int IdOf(ReadOnlySpan<char> token)
    {
        if (!PackedWord.TryPack(token, out var word))
        {
            return _texts.IdOf(token, ref _count);
        }

        var id = 0;
        IdsOf(new ReadOnlySpan<Vector128<byte>>(in word), new Span<int>(ref id));
        return id;
    }

    /// <summary>The ids of numbers: code points or a model's token ids.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="ids">Receives an id for each.</param>
    public void IdsOf(ReadOnlySpan<int> numbers, Span<int> ids)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ids.Length, numbers.Length, nameof(ids));
        _numbers.IdsOf(numbers, ids, ref _count);
    }

    /// <summary>What an id names: the text, or the number in decimal.</summary>
    public string NameOf(int id)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)Count, nameof(id));
        foreach (INameTable table in (ReadOnlySpan<INameTable>)[_words, _texts])
        {
            if (table.Ids.BinarySearch(id) is >= 0 and var index)
            {
                return table.NameAt(index);
            }
        }

        return _numbers.NameAt(_numbers.Ids.BinarySearch(id));
    }

    /// <summary>What each id names, by id. Built anew on each call.</summary>
    public string[] Names() => [.. Enumerable.Range(0, Count).Select(NameOf)];

    /// <inheritdoc/>
    public void Dispose()
    {
        _words.Dispose();
        _texts.Dispose();
        _numbers.Dispose();
        _count = 0;
    }

    /// <summary>Forgets all tokens; keeps the memory of a small problem for the next.</summary>
    internal void Clear()
    {
        _words.Clear();
        _texts.Clear();
        _numbers.Clear();
        _count = 0;
    }

    /// <summary>Names all that another vocabulary names, in the order of its ids.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="ids">Receives the id here of each id there.</param>
    internal void Add(Vocabulary other, Span<int> ids)
    {
        var (words, texts, numbers) = (0, 0, 0);
        for (var id = 0; id < other.Count;)
        {
            // Runs of one kind: most often there is one.
            if (Run(other._words.Ids[words..], id) is > 0 and var run)
            {
                _words.IdsOf(other._words.Words.Slice(words, run), ids[id..], ref _count);
                words += run;
                id += run;
            }
            else if (Run(other._numbers.Ids[numbers..], id) is > 0 and var numberRun)
            {
                _numbers.IdsOf(other._numbers.Numbers.Slice(numbers, numberRun), ids[id..], ref _count);
                numbers += numberRun;
                id += numberRun;
            }
            else
            {
                ids[id++] = _texts.IdOf(other._texts.TextAt(texts++), ref _count);
            }
        }
    }

    /// <summary>The ids of packed words.</summary>
    internal void IdsOf(ReadOnlySpan<Vector128<byte>> words, Span<int> ids) => _words.IdsOf(words, ids, ref _count);

    // How many of the ids are consecutive ones from id.
    private static int Run(ReadOnlySpan<int> ids, int id)
    {
        var length = 0;
        while (length < ids.Length && ids[length] == id + length)
        {
            length++;
        }

        return length;
    }
}
