using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Three words.</summary>
internal readonly struct ThreeWords : IWordCount
{
    public static bool IsFour
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }
}
