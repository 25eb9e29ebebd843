using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>chrF as its author's script has it (Popović 2015): the mean over all orders of each order's F-beta, 0 to 100.</summary>
/// <remarks>A: sum of the orders' F.</remarks>
/// <param name="beta">How much more recall counts than precision.</param>
/// <param name="orders">Number of orders.</param>
internal readonly struct ChrFEps(double beta, int orders) : IBagScore
{
    private const double Epsilon = 1e-16; // what an absent precision, recall or F counts as

    private readonly double _square = beta * beta;
    private readonly double _orders = orders;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BagFold<T> Add<T>(BagFold<T> fold, int order, T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var one = T.Of(1);
        var epsilon = T.Of(Epsilon);
        var square = T.Of(_square);
        var precision = T.WhereEqual(hypothesis, zero, epsilon, shared / T.WhereEqual(hypothesis, zero, one, hypothesis));
        var recall = T.WhereEqual(reference, zero, epsilon, shared / T.WhereEqual(reference, zero, one, reference));
        var total = square * precision + recall;
        var top = (one + square) * precision * recall;
        var f = T.WhereEqual(total, zero, epsilon, top / T.WhereEqual(total, zero, one, total));
        fold.A = fold.A + f;
        return fold;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Finish<T>(BagFold<T> fold) where T : unmanaged, IReal<T> => T.Of(100) * fold.A / T.Of(_orders);
}
