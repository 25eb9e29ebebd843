namespace Accelerated.Kernels.Cpu;

/// <summary>How many words a <see cref="TallLoop{TStep, TBits, TWords}"/> takes together.</summary>
internal interface IWordCount
{
    /// <summary>Whether four, else three.</summary>
    static abstract bool IsFour { get; }
}
