namespace Accelerated.Metrics;

/// <summary>
/// Memory that a score may write to while it computes one pair: memory of the host in the CPU's engines, of the device in a kernel.
/// It holds whatever was left there, so write an element before reading it. Read and write within its length only: on the CPU anything
/// else is an error, in a kernel it is undefined.
/// </summary>
/// <typeparam name="TCell">The element.</typeparam>
public interface IScratch<TCell> where TCell : unmanaged
{
    /// <summary>The element at <paramref name="index"/>, 0 up to the length that the score declared for the pair.</summary>
    TCell this[int index] { get; set; }
}
