namespace Accelerated.Metrics;

/// <summary>
/// The score of a metric over one order of bags, such as token F1. <see cref="Overlap{TScore}"/> makes it an <see cref="IBagScore"/>.
/// </summary>
internal interface IOverlapScore
{
    /// <summary>
    /// Whether the value is one quotient of sums of small whole multiples (at most 2) of the three sizes, or a constant that such sums
    /// choose. Rounded to single precision it is the same when it is computed there, because both are the quotient rounded once: the
    /// operands are exact, and a quotient of them in double precision is never so near to the middle of two singles that rounding it again
    /// goes astray (Figueroa 1995: twice the digits and two more). So it may be computed there.
    /// </summary>
    static virtual bool IsWholeQuotient => false;

    /// <summary>The metric's value.</summary>
    /// <param name="shared">Size of the multiset intersection.</param>
    /// <param name="hypothesis">Size of the hypothesis's bag.</param>
    /// <param name="reference">Size of the reference's bag.</param>
    T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>;
}
