namespace Accelerated.Metrics;

/// <summary>
/// The score of a metric over bags: a fold over the n-gram orders, lowest first, starting from an all-zero <see cref="BagFold{T}"/>.
/// Implement it on an unmanaged struct without references; mark both methods AggressiveInlining.
/// </summary>
internal interface IBagScore
{
    /// <summary>Whether the value, of one order, is what <see cref="IOverlapScore.IsWholeQuotient"/> says.</summary>
    static virtual bool IsWholeQuotient => false;

    /// <summary>Takes in one order.</summary>
    /// <param name="fold">What the lower orders left.</param>
    /// <param name="order">The order's index, from 0.</param>
    /// <param name="shared">Size of the bags' multiset intersection.</param>
    /// <param name="hypothesis">Size of the hypothesis's bag.</param>
    /// <param name="reference">Size of the reference's bag.</param>
    BagFold<T> Add<T>(BagFold<T> fold, int order, T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>;

    /// <summary>The metric's value once every order is in.</summary>
    T Finish<T>(BagFold<T> fold) where T : unmanaged, IReal<T>;
}
