namespace Accelerated.Kernels.Cpu;

/// <summary>How many words a <see cref="TallLoop{TStep, TBits, TWords}"/> takes together.</summary>
internal interface IWordCount
{
    /// <summary>Four or three.</summary>
    static abstract int Words { get; }
}
