namespace Accelerated.Kernels.Cpu;

/// <summary>One token of a text against the patterns of some lanes: a column of the dynamic programme in a few bit operations.</summary>
internal interface IAlignmentStep
{
    /// <summary>Number of carries: HN, or HN and the complement of HP, or these and TR.</summary>
    static abstract int Carries { get; }

    /// <summary>Whether D0 is part of the state.</summary>
    static abstract bool IsThreefold { get; }

    /// <summary>Whether the length of the text is part of the result.</summary>
    static abstract bool AddsTextLength { get; }

    /// <summary>A step of the lowest word.</summary>
    /// <param name="pm">Where the patterns hold the text's token.</param>
    /// <param name="lastPM">Where they hold the token before it; nowhere at the first.</param>
    /// <param name="state">The column's state, moved on by one token.</param>
    /// <returns>The carries into the next word.</returns>
    static abstract AlignmentCarries<TBits> Step<TBits>(TBits pm, TBits lastPM, ref AlignmentState<TBits> state)
        where TBits : unmanaged, IBits<TBits>;

    /// <summary>A step of a higher word.</summary>
    /// <param name="pm">As in <see cref="Step"/>.</param>
    /// <param name="lastPM">As in <see cref="Step"/>.</param>
    /// <param name="below">The carries of the word below, as 0 or 1.</param>
    /// <param name="state">As in <see cref="Step"/>.</param>
    /// <returns>The carries into the next word.</returns>
    static abstract AlignmentCarries<TBits> StepWord<TBits>(
        TBits pm, TBits lastPM, AlignmentCarries<TBits> below, ref AlignmentState<TBits> state)
        where TBits : unmanaged, IBits<TBits>;

    /// <summary>The carries that leave a higher word in its initial state where nothing matches.</summary>
    static abstract AlignmentCarries<TBits> IdleCarries<TBits>() where TBits : unmanaged, IBits<TBits>;

    /// <summary>
    /// Byte counts that, summed over a lane, are the statistic; for one that adds the text's length, plus the lane's bits.
    /// </summary>
    static abstract TBits Counts<TBits>(TBits vp, TBits vn, TBits mask) where TBits : unmanaged, IRegister<TBits>;
}
