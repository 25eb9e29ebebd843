namespace Accelerated.Kernels.Cpu;

/// <summary>A text against neighbouring words of the patterns of a tile, whose states stay in registers.</summary>
internal unsafe interface ILongLoop<TBits> where TBits : unmanaged, IBits<TBits>
{
    /// <summary>Words taken together.</summary>
    static abstract int Words { get; }

    /// <summary>Registers a word.</summary>
    static abstract int Vectors { get; }

    /// <summary>Takes the words over a text.</summary>
    /// <typeparam name="TLink">Whether carries come and go; without, their memory is not touched.</typeparam>
    /// <param name="rows">The match table of these words.</param>
    /// <param name="places">Where each token's row starts.</param>
    /// <param name="text">The text.</param>
    /// <param name="length">Its length.</param>
    /// <param name="carries">
    /// What comes from the words below, replaced by what goes to the words above: for every token a byte a carry and register, the first
    /// carry's first. Eight bytes are read at a time.
    /// </param>
    /// <param name="states">Receives two registers of the last state for every register of every word.</param>
    static abstract void Run<TLink>(byte* rows, int* places, int* text, int length, byte* carries, TBits* states) where TLink : struct, IWordLink;
}
