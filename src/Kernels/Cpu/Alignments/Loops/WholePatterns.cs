namespace Accelerated.Kernels.Cpu;

/// <summary>Words that are all of their patterns: nothing comes from below, and what would go above is dropped.</summary>
internal readonly struct WholePatterns : IWordLink
{
    public static bool HasNeighbours => false;
}
