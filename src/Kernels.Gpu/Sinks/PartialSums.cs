using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>The second stage of a row's sum: its chunks' partial sums, added in ascending order from zero.</summary>
internal static class PartialSums
{
    /// <summary>One thread a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="offsets">Row i's partials are partials[offsets[i]..offsets[i + 1]].</param>
    /// <param name="partials">The partial sums.</param>
    /// <param name="sums">Receives the sums.</param>
    public static void Kernel(Index1D row, ArrayView<int> offsets, ArrayView<double> partials, ArrayView<double> sums)
    {
        var sum = new DeviceReal(0);
        var end = offsets[row + 1];
        for (var k = offsets[row]; k < end; k++)
        {
            sum += new DeviceReal(partials[k]);
        }

        sums[row] = sum.Value;
    }
}
