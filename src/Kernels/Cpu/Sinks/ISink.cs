namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Where a SIMD kernel puts scores, neighbouring columns together. A kernel covers its rows and the chunk's columns once; for each row,
/// columns come in ascending order. Implemented by structs, so that a kernel is specialised for each.
/// </summary>
internal unsafe interface ISink
{
    /// <summary>Takes the scores of as many columns as there are lanes.</summary>
    /// <param name="row">The row, counted within the block that the sink was made for.</param>
    /// <param name="column">The first column, a multiple of the number of lanes. Columns past the last hold any finite values.</param>
    /// <param name="scores">The scores.</param>
    void Put<TReal>(int row, int column, TReal scores) where TReal : unmanaged, ILanes<TReal>;

    /// <summary>
    /// Where a kernel that has scores in single precision stores those of neighbouring columns itself; null, for all rows or for none,
    /// where it has to put them.
    /// </summary>
    /// <param name="row">The row, counted as for <see cref="Put"/>.</param>
    /// <param name="column">The first column.</param>
    /// <param name="count">Number of columns, at least 1; no others may be written.</param>
    float* Line(int row, int column, int count);
}
