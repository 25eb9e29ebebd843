using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Three words.</summary>
internal readonly struct ThreeWords : IWordCount
{
    public static int Words
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 3;
    }
}
