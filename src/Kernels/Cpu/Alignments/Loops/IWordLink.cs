namespace Accelerated.Kernels.Cpu;

/// <summary>Whether the words that a loop takes together have others below or above them; a constant for the compiler.</summary>
internal interface IWordLink
{
    static abstract bool HasNeighbours { get; }
}
