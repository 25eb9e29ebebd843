namespace Accelerated.Kernels.Cpu;

/// <summary>
/// One token of a text against the patterns of some lanes: a column of the dynamic programme in a few bit operations. The state is up to
/// three values; <c>first</c> starts all set, the others as zero. What passes from a word of the patterns to the next is the highest bits
/// of up to three carries; their other bits mean nothing.
/// </summary>
internal interface IAlignmentStep
{
    /// <summary>Number of carries.</summary>
    static abstract int Carries { get; }

    /// <summary>Whether the third part of the state is used.</summary>
    static abstract bool IsThreefold { get; }

    /// <summary>Whether the length of the text is part of the result.</summary>
    static abstract bool AddsTextLength { get; }

    /// <summary>A step of the lowest word.</summary>
    /// <param name="match">Where the patterns hold the text's token.</param>
    /// <param name="matchBefore">Where they hold the token before it; nowhere at the first.</param>
    /// <param name="first">State.</param>
    /// <param name="second">State.</param>
    /// <param name="third">State.</param>
    /// <param name="carry">Receives what goes to the next word.</param>
    /// <param name="carry2">As <paramref name="carry"/>.</param>
    /// <param name="carry3">As <paramref name="carry"/>.</param>
    static abstract void Step<TBits>(
        TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TBits : unmanaged, IBits<TBits>;

    /// <summary>A step of a higher word.</summary>
    /// <param name="match">As in <see cref="Step"/>.</param>
    /// <param name="matchBefore">As in <see cref="Step"/>.</param>
    /// <param name="below">The highest bit of the first carry of the word below, as 0 or 1.</param>
    /// <param name="below2">That of the second.</param>
    /// <param name="below3">That of the third.</param>
    /// <param name="first">State.</param>
    /// <param name="second">State.</param>
    /// <param name="third">State.</param>
    /// <param name="carry">Receives what goes to the next word.</param>
    /// <param name="carry2">As <paramref name="carry"/>.</param>
    /// <param name="carry3">As <paramref name="carry"/>.</param>
    static abstract void StepWord<TBits>(
        TBits match, TBits matchBefore, TBits below, TBits below2, TBits below3,
        ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TBits : unmanaged, IBits<TBits>;

    /// <summary>The first carry, the others being zero, that leaves a higher word in its first state where nothing matches.</summary>
    static abstract TBits IdleCarry<TBits>() where TBits : unmanaged, IBits<TBits>;

    /// <summary>Byte counts that, summed over a lane, are the statistic; for one that adds the text's length, plus the lane's bits.</summary>
    static abstract TBits Counts<TBits>(TBits first, TBits second, TBits mask) where TBits : unmanaged, IRegister<TBits>;
}
