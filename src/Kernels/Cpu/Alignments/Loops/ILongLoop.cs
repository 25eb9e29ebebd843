namespace Accelerated.Kernels.Cpu;

/// <summary>A text against neighbouring words of the patterns of a tile, whose states stay in registers.</summary>
/// <typeparam name="TBits">The lanes of one word.</typeparam>
internal unsafe interface ILongLoop<TBits> where TBits : unmanaged, IBits<TBits>
{
    /// <summary>Words taken together.</summary>
    static abstract int Words { get; }

    /// <summary>
    /// Turns between the reading and the writing of a token's carries: a text has carries of so many tokens more, before its first and of
    /// no meaning.
    /// </summary>
    static abstract int Lag { get; }

    /// <summary>Takes the words over a text.</summary>
    /// <typeparam name="TBelow">Whether carries come; without, they are not read.</typeparam>
    /// <typeparam name="TAbove">Whether carries go; without, they are not written.</typeparam>
    /// <param name="rows">The match table of these words.</param>
    /// <param name="offsets">Where each token's row starts.</param>
    /// <param name="text">The text.</param>
    /// <param name="length">Its length.</param>
    /// <param name="nothing">A token that no pattern holds.</param>
    /// <param name="carries">
    /// What comes from the words below, replaced by what goes to the words above: for every token in the format of
    /// <see cref="MoreWords"/>, after <see cref="Lag"/> tokens without meaning.
    /// </param>
    /// <param name="table"><see cref="BitTable.Start"/>, loaded by the caller: loading it within would spill the states.</param>
    /// <param name="states">Receives VP and VN of the last state of every word.</param>
    static abstract void Run<TBelow, TAbove>(
        byte* rows, int* offsets, int* text, int length, int nothing, byte* carries, ulong* table, TBits* states)
        where TBelow : struct, IWordsBelow where TAbove : struct, IWordsAbove;
}
