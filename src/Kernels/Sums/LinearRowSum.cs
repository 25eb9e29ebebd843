using System.Runtime.CompilerServices;
using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>
/// The weighted sum of a row whose score is linear in the shared count (<see cref="RowReduction.SharedCounts"/>), the same on every engine
/// whether it visits pairs or not. Columns of equal size form a class. A class adds slope x S + intercept x W, where W is the sum of
/// its units, S the sum of units x shared count (both exact whole numbers), intercept = score(0) and slope = score(1) - score(0) at
/// the sizes of row and class. Classes are added in ascending size, from zero; each operation is rounded by itself.
/// </summary>
internal static class LinearRowSum
{
    /// <summary>What one class adds.</summary>
    /// <param name="score">The score.</param>
    /// <param name="rowSize">Size of the row's bag.</param>
    /// <param name="classSize">Size of the class's bags.</param>
    /// <param name="sharedUnits">S, as a real number.</param>
    /// <param name="units">W, as a real number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Term<TScore, T>(TScore score, T rowSize, T classSize, T sharedUnits, T units)
        where TScore : unmanaged, IBagScore where T : unmanaged, IReal<T>
    {
        var slope = Line(score, rowSize, classSize, units, out var constant);
        return slope * sharedUnits + constant;
    }

    /// <summary>The parts of a term that do not depend on the shared count.</summary>
    /// <param name="score">The score.</param>
    /// <param name="rowSize">Size of the row's bag.</param>
    /// <param name="classSize">Size of the class's bags.</param>
    /// <param name="units">W, as a real number.</param>
    /// <param name="constant">intercept x W.</param>
    /// <returns>The slope.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Line<TScore, T>(TScore score, T rowSize, T classSize, T units, out T constant)
        where TScore : unmanaged, IBagScore where T : unmanaged, IReal<T>
    {
        var start = default(BagFold<T>);
        var none = score.Add(start, 0, T.Of(0), rowSize, classSize);
        var intercept = score.Finish(none);
        var one = score.Add(start, 0, T.Of(1), rowSize, classSize);
        var slope = score.Finish(one) - intercept;
        constant = intercept * units;
        return slope;
    }
}
