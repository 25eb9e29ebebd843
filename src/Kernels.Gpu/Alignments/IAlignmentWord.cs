namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Sixty-four rows of a column of the dynamic programme, as bits; one text token moves it one column on. Values, not references:
/// the compiler keeps them in registers.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal interface IAlignmentWord<TSelf> where TSelf : unmanaged, IAlignmentWord<TSelf>
{
    /// <summary>Before the first token.</summary>
    static abstract TSelf Start();

    /// <summary>
    /// A word whose carries into the word above it are the low three bits of <paramref name="carries"/>; 0 is the edge of the table,
    /// under the lowest word.
    /// </summary>
    static abstract TSelf Below(uint carries);

    /// <summary>The carries of a word into the word above it, for <see cref="Below"/>.</summary>
    static abstract uint Carries(TSelf word);

    /// <summary>The word after one more text token.</summary>
    /// <param name="word">The word.</param>
    /// <param name="below">The word below it, after the same token.</param>
    /// <param name="pm">The rows whose pattern token is the text's.</param>
    static abstract TSelf Step(TSelf word, TSelf below, ulong pm);

    /// <summary>What the rows of <paramref name="rows"/> add to <see cref="Distance"/>.</summary>
    static abstract int Count(TSelf word, ulong rows);

    /// <summary>The statistic, from the sum of all words' counts.</summary>
    static abstract int Distance(int count, int text);
}
