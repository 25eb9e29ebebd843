using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// For consecutive size classes and every symbol, the units of the class's columns that hold the symbol; so the sum over a row's
/// symbols is its sum of units x shared count with each class, an exact whole number.
/// </summary>
/// <typeparam name="T">Whole numbers that cannot overflow: int where (sum of units) x (longest row) fits, else long.</typeparam>
internal sealed unsafe class SymbolUnits<T> : IDisposable where T : unmanaged, IBinaryInteger<T>
{
    private readonly RaggedRows<int> _bags;
    private readonly AlignedMemory _table;

    /// <summary>Counts.</summary>
    /// <param name="order">The bags.</param>
    /// <param name="classes">The columns' classes.</param>
    /// <param name="firstClass">The first class.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="firstColumnItem">The item of column 0.</param>
    /// <param name="columnUnits">The units of each column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SymbolUnits(
        BagOrder order, SizeClasses classes, int firstClass, int classCount, int firstColumnItem, ReadOnlySpan<long> columnUnits)
    {
        _bags = order.Bags;
        Width = (classCount + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count;
        var length = (long)order.SymbolCount * Width;
        _table = AlignedMemory.Rent(length * sizeof(T));
        var table = (T*)_table.Start;
        for (var k = 0L; k < length; k += Vector512<T>.Count)
        {
            Vector512<T>.Zero.Store(table + k);
        }

        for (var column = 0; column < columnUnits.Length; column++)
        {
            var index = (uint)(classes.ClassOf[column] - firstClass);
            if (index < classCount)
            {
                var units = T.CreateTruncating(columnUnits[column]);
                foreach (var symbol in _bags[firstColumnItem + column])
                {
                    table[(nint)symbol * Width + (nint)index] += units;
                }
            }
        }
    }

    /// <summary>Whole numbers a symbol: the number of classes, rounded up to a whole number of vectors.</summary>
    public int Width { get; }

    /// <summary>The sums of an item's symbols.</summary>
    /// <param name="item">The item.</param>
    /// <param name="sums">Receives <see cref="Width"/> numbers, each rounded once to double; aligned to 64 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum(int item, double* sums)
    {
        fixed (int* bag = _bags[item])
        {
            var end = bag + _bags.LengthOf(item);
            var start = (T*)_table.Start;
            var step = Vector512<T>.Count;
            var offset = 0;
            for (; offset + 4 * step <= Width; offset += 4 * step)
            {
                var a = Vector512<T>.Zero;
                var b = a;
                var c = a;
                var d = a;
                for (var symbol = bag; symbol < end; symbol++)
                {
                    var units = start + ((nint)(*symbol) * Width + offset);
                    a += Vector512.Load(units);
                    b += Vector512.Load(units + step);
                    c += Vector512.Load(units + 2 * step);
                    d += Vector512.Load(units + 3 * step);
                }

                Store(a, sums + offset);
                Store(b, sums + offset + step);
                Store(c, sums + offset + 2 * step);
                Store(d, sums + offset + 3 * step);
            }

            for (; offset < Width; offset += step)
            {
                var a = Vector512<T>.Zero;
                for (var symbol = bag; symbol < end; symbol++)
                {
                    a += Vector512.Load(start + ((nint)(*symbol) * Width + offset));
                }

                Store(a, sums + offset);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<T> whole, double* target)
    {
        if (typeof(T) == typeof(long))
        {
            Vector512.ConvertToDouble(whole.AsInt64()).Store(target);
            return;
        }

        Vector512.ConvertToDouble(Vector512.WidenLower(whole.AsInt32())).Store(target);
        Vector512.ConvertToDouble(Vector512.WidenUpper(whole.AsInt32())).Store(target + Vector512<double>.Count);
    }
}
