namespace Accelerated.Metrics;

/// <summary>
/// As <see cref="IPairScore{TElement}"/>, with scratch memory of a declared length, so that dynamic programmes can be written: two rows of
/// a table, flags of matched elements, a heap.
/// </summary>
/// <typeparam name="TElement">The element of a feature row.</typeparam>
/// <typeparam name="TCell">The element of the scratch.</typeparam>
public interface IScratchPairScore<TElement, TCell> where TElement : unmanaged where TCell : unmanaged
{
    /// <summary>
    /// The number of cells that a pair of rows of these lengths needs, at least 0. It must not fall when a row becomes longer: a device
    /// reserves for every thread what the longest rows need.
    /// </summary>
    /// <param name="hypothesis">Elements of the hypothesis's row.</param>
    /// <param name="reference">Elements of the reference's row.</param>
    int ScratchLength(int hypothesis, int reference);

    /// <summary>The metric's value.</summary>
    double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<TElement>, allows ref struct
        where TScratch : struct, IScratch<TCell>, allows ref struct;
}
