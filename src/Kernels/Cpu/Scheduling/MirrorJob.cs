using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Copies the upper half of a symmetric matrix to the lower one, in squares that stay in the nearest cache.</summary>
/// <param name="target">Size x size floats, right on and above the diagonal; pinned by the caller.</param>
/// <param name="size">Number of rows and of columns.</param>
internal sealed unsafe class MirrorJob(float* target, int size) : IRowJob
{
    private const int Square = 32;

    public void Run(int firstRow, int rowCount)
    {
        // From the last rows, the longest, to the first, so that threads end together.
        var last = size - firstRow;
        for (var top = last - rowCount; top < last; top += Square)
        {
            var bottom = Math.Min(top + Square, last);
            for (var left = 0; left < bottom; left += Square)
            {
                Copy(top, bottom, left, Math.Min(left + Square, bottom));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy(int top, int bottom, int left, int right)
    {
        for (var i = top; i < bottom; i++)
        {
            var row = target + (nint)i * size;
            var source = target + (nint)left * size + i;
            var end = Math.Min(right, i);
            for (var j = left; j < end; j++, source += size)
            {
                row[j] = *source;
            }
        }
    }
}
