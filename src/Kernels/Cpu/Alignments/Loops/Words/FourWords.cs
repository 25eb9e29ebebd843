using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Four words.</summary>
internal readonly struct FourWords : IWordCount
{
    public static int Words
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }
}
