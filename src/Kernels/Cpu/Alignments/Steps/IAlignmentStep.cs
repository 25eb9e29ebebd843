namespace Accelerated.Kernels.Cpu;

/// <summary>
/// One token of a text against the patterns of a register's lanes: a column of the dynamic programme in a few bit operations. The
/// state is up to three registers; <c>first</c> starts all set, the others as zero.
/// </summary>
internal interface IAlignmentStep
{
    /// <summary>Number of bits a lane that pass from a word to the next of the same pattern.</summary>
    static abstract int Carries { get; }

    /// <summary>Whether the third register is used.</summary>
    static abstract bool IsThreefold { get; }

    /// <summary>Whether the length of the text is part of the result.</summary>
    static abstract bool AddsTextLength { get; }

    /// <summary>A step of patterns that fit a lane.</summary>
    /// <param name="match">Where the patterns hold the text's token.</param>
    /// <param name="matchBefore">Where they hold the token before it; nowhere at the first.</param>
    /// <param name="first">State.</param>
    /// <param name="second">State.</param>
    /// <param name="third">State.</param>
    static abstract void Step<TBits>(TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third)
        where TBits : unmanaged, IBits<TBits>;

    /// <summary>A step of one word of longer patterns; the highest bit of each carry goes from word to word, the others mean nothing.</summary>
    static abstract void StepWord<TBits>(
        TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, ref TBits carry, ref TBits carry2, ref TBits carry3)
        where TBits : unmanaged, IBits<TBits>;

    /// <summary>Byte counts that, summed over a lane, are the statistic; for one that adds the text's length, plus the lane's bits.</summary>
    static abstract TBits Counts<TBits>(TBits first, TBits second, TBits mask) where TBits : unmanaged, IBits<TBits>;
}
