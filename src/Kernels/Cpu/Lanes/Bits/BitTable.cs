using System.Runtime.InteropServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// The bits of every byte, the lowest first, as 0 or 1 in eight lanes: a register of lanes from as many bits is a load, which costs the
/// vector units nothing where an operation takes it from memory.
/// </summary>
internal static unsafe class BitTable
{
    /// <summary>Lanes a byte.</summary>
    public const int Lanes = 8;

    /// <summary>The lanes of byte 0, then those of byte 1 and so on; each begins a line of the cache.</summary>
    public static ulong* Start { get; } = Make();

    private static ulong* Make()
    {
        const int Bytes = 1 + byte.MaxValue;
        var table = (ulong*)NativeMemory.AlignedAlloc(Bytes * Lanes * sizeof(ulong), Lanes * sizeof(ulong));
        for (var k = 0; k < Bytes * Lanes; k++)
        {
            table[k] = (ulong)(k / Lanes >> k % Lanes & 1);
        }

        return table;
    }
}
