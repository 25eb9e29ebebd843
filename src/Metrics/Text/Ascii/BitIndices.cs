using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Metrics;

/// <summary>The indices of the bits that are set in words of 64, in ascending order, in pooled memory.</summary>
internal sealed class BitIndices : IDisposable
{
    private const int MostAWord = 32;

    private int[] _indices = [];

    /// <summary>How many they are.</summary>
    public int Count { get; private set; }

    /// <summary>The indices.</summary>
    public ReadOnlySpan<int> All => _indices.AsSpan(0, Count);

    // Made where they are used, they are constants of the code; a field is one only for code that is compiled once it has been read.
    private static Vector512<byte> Every
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            (byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
            32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63);
    }

    private static Vector512<byte> OneABit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0x8040_2010_0804_0201).AsByte();
    }

    private static Vector512<byte> EightTimes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            (byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3,
            4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, 7);
    }

    /// <summary>Forgets all, and has room for so many.</summary>
    public void Clear(int room)
    {
        Count = 0;
        Pooled.Grow(ref _indices, 0, Math.Max(512, checked(room + MostAWord)));
    }

    /// <summary>Adds the indices of a word's bits, no two of which are neighbours.</summary>
    /// <param name="bits">The bits.</param>
    /// <param name="first">The index of bit 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong bits, int first)
    {
        ref var target = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_indices), Count);
        Count += BitOperations.PopCount(bits);
        if (Avx512Vbmi2.IsSupported)
        {
            // Room for as many as there can be is written, however many there are: a loop bit by bit would end unpredictably.
            var isSet = Avx512BW.Shuffle(Vector512.Create(bits).AsByte(), EightTimes) & OneABit;
            var set = Avx512Vbmi2.Compress(Vector512<byte>.Zero, ~Vector512.Equals(isSet, Vector512<byte>.Zero), Every).GetLower();
            (Avx512F.ConvertToVector512Int32(set.GetLower()) + Vector512.Create(first)).StoreUnsafe(ref target);
            (Avx512F.ConvertToVector512Int32(set.GetUpper()) + Vector512.Create(first)).StoreUnsafe(ref target, 16);
            return;
        }

        for (; bits != 0; bits &= bits - 1)
        {
            target = first + BitOperations.TrailingZeroCount(bits);
            target = ref Unsafe.Add(ref target, 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pooled.Return(ref _indices);
        Count = 0;
    }
}
