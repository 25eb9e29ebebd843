using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary><see cref="MirrorJob"/> for a matrix with duplicates, whose copies are made as soon as a row is whole.</summary>
/// <param name="matrix">The matrix, right on and above the diagonal.</param>
/// <param name="size">Number of distinct rows.</param>
internal sealed unsafe class PlacedMirrorJob(PlacedMatrix matrix, int size) : IRowJob
{
    private const int Square = 16;

    public void Run(int firstRow, int rowCount)
    {
        var last = size - firstRow;
        for (var top = last - rowCount; top < last; top += Square)
        {
            var bottom = Math.Min(top + Square, last);
            for (var left = 0; left < bottom; left += Square)
            {
                Copy(top, bottom, left, Math.Min(left + Square, bottom));
            }

            matrix.Complete(top, bottom - top);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy(int top, int bottom, int left, int right)
    {
        var lines = matrix.Lines;
        var offsets = matrix.Offsets;
        for (var i = top; i < bottom; i++)
        {
            var row = lines[i];
            var offset = offsets[i];
            var end = Math.Min(right, i);
            for (var j = left; j < end; j++)
            {
                row[offsets[j]] = lines[j][offset];
            }
        }
    }
}
