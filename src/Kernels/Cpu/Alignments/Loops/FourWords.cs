using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Four words.</summary>
internal readonly struct FourWords : IWordCount
{
    public static bool IsFour
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }
}
