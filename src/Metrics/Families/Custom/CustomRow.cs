using System.Buffers;
using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>Utilities of a user's struct: one pair after the other, with scratch that is reused from pair to pair.</summary>
internal sealed class CustomRow<TElement, TCell, TScore>(EncodedProblem problem, TScore score) : IRowScorer
    where TElement : unmanaged where TCell : unmanaged where TScore : unmanaged, IScratchPairScore<TElement, TCell>
{
    // Most bytes of a pair's scratch; each thread holds one.
    private const int MostBytes = 1 << 30;

    private readonly RaggedRows<TElement> _rows = ((CustomFeatures<TElement>)problem.Features).Rows;
    private TCell[] _scratch = [];

    public void Fill(int row, int firstColumn, Span<double> utilities, CancellationToken cancellation)
    {
        var hypothesis = new SpanRow<TElement>(_rows[row]);
        var firstItem = problem.FirstColumnItem + firstColumn;
        var k = 0;
        try
        {
            for (; k < utilities.Length; k++)
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
        catch (Exception error) when (ScorerException.Wraps(error, cancellation))
        {
            throw ScorerException.OfPair(problem, row, firstColumn + k, error);
        }
    }

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
        var most = MostBytes / Unsafe.SizeOf<TCell>();
        if (cells < 0 || cells > most)
        {
            var (metric, hypothesis, reference) = (problem.Metric.Info.Name, problem.CandidateOf(row), problem.ReferenceOf(column));
            throw new ScorerException(
                FormattableString.Invariant($"{metric} needs scratch of {cells:N0} cells for hypothesis {hypothesis} and reference ")
                + FormattableString.Invariant($"{reference}; the limit is 0 to {most:N0}. Shorten them, or correct ScratchLength."),
                metric,
                hypothesis,
                reference);
        }

        Dispose();
        _scratch = ArrayPool<TCell>.Shared.Rent(cells);
    }
}
