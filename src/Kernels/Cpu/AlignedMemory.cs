using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Scratch memory on a 64-byte boundary that the collector does not move; disposed blocks of moderate size are used again.
/// </summary>
internal sealed unsafe class AlignedMemory : IDisposable
{
    private const int Alignment = 64;
    private const int LeastBits = 10;
    private const int KeptBits = 22; // larger blocks go back to the collector
    private const int KeptBlocks = 64; // of each size

    private static readonly ConcurrentBag<byte[]>[] Kept = [.. Enumerable.Range(0, KeptBits - LeastBits + 1).Select(
        _ => new ConcurrentBag<byte[]>())];

    // Counted apart: a bag locks all threads out to count itself.
    private static readonly int[] Blocks = new int[KeptBits - LeastBits + 1];

    private byte[]? _bytes;

    private AlignedMemory(byte[] bytes)
    {
        _bytes = bytes;
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes));
        Start = (void*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    /// <summary>The first byte; valid until disposal, while this object is reachable.</summary>
    public void* Start { get; }

    /// <summary>A block of at least <paramref name="length"/> bytes of any content.</summary>
    /// <exception cref="OutOfMemoryException">It is longer than an array can be, or memory is short.</exception>
    public static AlignedMemory Rent(long length)
    {
        var bits = Math.Max(LeastBits, BitOperations.Log2((ulong)Math.Max(1, length + Alignment - 1)) + 1);
        if (bits <= KeptBits)
        {
            if (!Kept[bits - LeastBits].TryTake(out var bytes))
            {
                return new(GC.AllocateUninitializedArray<byte>(1 << bits, pinned: true));
            }

            Interlocked.Decrement(ref Blocks[bits - LeastBits]);
            return new(bytes);
        }

        return length <= Array.MaxLength - Alignment
            ? new(GC.AllocateUninitializedArray<byte>((int)length + Alignment, pinned: true))
            : throw new InsufficientMemoryException(
                $"A kernel needs {length} bytes of scratch in one block; an array holds at most {Array.MaxLength}.");
    }

    public void Dispose()
    {
        if (_bytes is { } bytes)
        {
            _bytes = null;
            var bits = BitOperations.Log2((uint)bytes.Length);
            if (bits > KeptBits || bytes.Length != 1 << bits)
            {
                return;
            }

            if (Interlocked.Increment(ref Blocks[bits - LeastBits]) <= KeptBlocks)
            {
                Kept[bits - LeastBits].Add(bytes);
            }
            else
            {
                Interlocked.Decrement(ref Blocks[bits - LeastBits]);
            }
        }
    }
}
