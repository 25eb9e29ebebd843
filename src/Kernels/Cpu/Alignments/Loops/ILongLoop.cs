namespace Accelerated.Kernels.Cpu;

/// <summary>A piece of a text against neighbouring words of the patterns of a tile, whose states stay in registers meanwhile.</summary>
internal unsafe interface ILongLoop<TBits> where TBits : unmanaged, IBits<TBits>
{
    /// <summary>Words taken together.</summary>
    static abstract int Words { get; }

    /// <summary>Registers a word.</summary>
    static abstract int Vectors { get; }

    /// <summary>Takes the states over the piece.</summary>
    /// <typeparam name="TLink">Whether carries come and go; without, their memory is not touched.</typeparam>
    /// <param name="rows">The match table of these words.</param>
    /// <param name="places">Where each token's row starts.</param>
    /// <param name="text">The piece.</param>
    /// <param name="length">Its length.</param>
    /// <param name="tokenBefore">The token before the piece; negative for none.</param>
    /// <param name="state">The words' states, three registers each.</param>
    /// <param name="carries">What comes from the words below, for every token; replaced by what goes to the words above.</param>
    static abstract void Run<TLink>(byte* rows, int* places, int* text, int length, int tokenBefore, TBits* state, TBits* carries) where TLink : struct, IWordLink;
}
