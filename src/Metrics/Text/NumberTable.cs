using System.Globalization;
using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The ids of numbers, by address where they are not too large.</summary>
internal sealed class NumberTable : INameTable
{
    // A number below this is looked up by address. The table needs no clearing: an entry counts only if the index it holds is that
    // number's.
    private const int DirectLimit = 1 << 21;
    private const int LeastNumbers = 256;
    private const int MostKeptNumbers = 1 << 13;

    private int[] _direct = [];
    private int[] _numbers = [];
    private int[] _ids = [];
    private int _count;
    private Dictionary<int, int>? _rare; // indices of numbers that are negative or above the limit

    /// <inheritdoc/>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, _count);

    /// <summary>The numbers, in the order of <see cref="Ids"/>.</summary>
    public ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, _count);

    /// <summary>The ids of numbers.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="ids">Receives an id for each.</param>
    /// <param name="next">The next new id.</param>
    public void IdsOf(ReadOnlySpan<int> numbers, Span<int> ids, ref int next)
    {
        for (var done = 0; ; done++)
        {
            done += PutKnown(numbers[done..], ids[done..]);
            if (done == numbers.Length)
            {
                return;
            }

            var index = IndexOf(numbers[done], ref next); // may replace the arrays
            ids[done] = _ids[index];
        }
    }

    /// <inheritdoc/>
    public string NameAt(int index) => _numbers[index].ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Clear()
    {
        if (_direct.Length > MostKeptNumbers || _numbers.Length > MostKeptNumbers)
        {
            Dispose();
        }

        _count = 0;
        _rare = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pooled.Return(ref _direct);
        Pooled.Return(ref _numbers);
        Pooled.Return(ref _ids);
        _count = 0;
        _rare = null;
    }

    // The ids of the first numbers, as far as all have one; how many they are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int PutKnown(ReadOnlySpan<int> numbers, Span<int> ids)
    {
        var direct = _direct.AsSpan();
        var known = Numbers;
        var knownIds = Ids;
        for (var k = 0; k < numbers.Length; k++)
        {
            var number = numbers[k];
            if ((uint)number >= (uint)direct.Length)
            {
                return k;
            }

            var index = direct[number];
            if ((uint)index >= (uint)known.Length || known[index] != number)
            {
                return k;
            }

            ids[k] = knownIds[index];
        }

        return numbers.Length;
    }

    private int IndexOf(int number, ref int next)
    {
        if (number is < 0 or >= DirectLimit)
        {
            _rare ??= [];
            if (!_rare.TryGetValue(number, out var known))
            {
                known = Add(number, ref next);
                _rare.Add(number, known);
            }

            return known;
        }

        if (number >= _direct.Length)
        {
            // Entries that are not copied may hold anything.
            Pooled.Grow(ref _direct, _direct.Length, number + 1);
            if (_direct[number] is var index && (uint)index < (uint)_count && _numbers[index] == number)
            {
                return index;
            }
        }

        _direct[number] = _count;
        return Add(number, ref next);
    }

    private int Add(int number, ref int next)
    {
        Pooled.Grow(ref _numbers, _count, Math.Max(LeastNumbers, _count + 1));
        Pooled.Grow(ref _ids, _count, Math.Max(LeastNumbers, _count + 1));
        _numbers[_count] = number;
        _ids[_count] = next++;
        return _count++;
    }
}
