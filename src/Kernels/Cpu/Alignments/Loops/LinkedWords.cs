namespace Accelerated.Kernels.Cpu;

/// <summary>Words of patterns that have more words.</summary>
internal readonly struct LinkedWords : IWordLink
{
    public static bool HasNeighbours => true;
}
