using System.Buffers;
using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Utilities of a user's metric on the CPU: one pair after the other, with scratch that is reused from pair to pair. Used by one thread
/// at a time.
/// </summary>
internal sealed class CustomRow<TElement, TCell, TScore>(EncodedProblem problem, TScore score) : IDisposable
    where TElement : unmanaged where TCell : unmanaged where TScore : unmanaged, IScratchPairScore<TElement, TCell>
{
    private readonly RaggedRows<TElement> _rows = ((CustomFeatures<TElement>)problem.Features).Rows;
    private TCell[] _scratch = [];

    /// <summary>The utilities of a row against consecutive columns.</summary>
    public void Fill(int row, int firstColumn, Span<double> utilities, CancellationToken cancellation)
    {
        var hypothesis = new SpanRow<TElement>(_rows[row]);
        var firstItem = problem.FirstColumnItem + firstColumn;
        for (var k = 0; k < utilities.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var reference = new SpanRow<TElement>(_rows[firstItem + k]);
            var cells = score.ScratchLength(hypothesis.Length, reference.Length);
            if ((uint)cells > (uint)_scratch.Length)
            {
                Grow(cells, row, firstColumn + k);
            }

            utilities[k] = score.Score(hypothesis, reference, new SpanScratch<TCell>(_scratch.AsSpan(0, cells)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_scratch.Length > 0)
        {
            ArrayPool<TCell>.Shared.Return(_scratch);
            _scratch = [];
        }
    }

    private void Grow(int cells, int row, int column)
    {
        var most = CustomScratch.MostBytes / Unsafe.SizeOf<TCell>();
        if (cells < 0 || cells > most)
        {
            throw CustomScratch.TooLong(problem, row, column, cells, most);
        }

        Dispose();
        _scratch = ArrayPool<TCell>.Shared.Rent(cells);
    }
}
