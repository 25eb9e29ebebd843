using System.Buffers;
using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>The definitions, one pair at a time on one thread: what the other engines are held against.</summary>
public sealed class ReferenceEngine : PairEngine
{
    /// <inheritdoc/>
    public override string Name => EngineNames.Of(EngineKind.Reference);

    /// <inheritdoc/>
    public override string Device => "scalar definitions";

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    /// <inheritdoc/>
    protected internal override void SumRows(EncodedProblem problem, Span<double> sums, CancellationToken cancellationToken)
    {
        if (problem.Metric.Reduction == RowReduction.SharedCounts)
        {
            var results = new double[problem.Rows];
            problem.Metric.Accept(new ReferenceLinearSums(problem, results, cancellationToken));
            results.CopyTo(sums);
            return;
        }

        var row = ArrayPool<double>.Shared.Rent(problem.Columns);
        var utilities = row.AsSpan(0, problem.Columns);
        for (var i = 0; i < sums.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReferencePairs.Fill(problem, i, 0, utilities);
            sums[i] = RowSum.Of(utilities, problem.ColumnUnits);
        }

        ArrayPool<double>.Shared.Return(row);
    }

    /// <inheritdoc/>
    protected internal override void ComputeUtilities(
        EncodedProblem problem, int firstRow, int rowCount, Span<double> utilities, CancellationToken cancellationToken)
    {
        for (var i = 0; i < rowCount; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReferencePairs.Fill(problem, firstRow + i, 0, utilities.Slice(i * problem.Columns, problem.Columns));
        }
    }

    /// <inheritdoc/>
    protected internal override void ComputeMatrix(
        EncodedProblem problem, int firstRow, int rowCount, Span<float> matrix, CancellationToken cancellationToken)
    {
        var row = ArrayPool<double>.Shared.Rent(problem.Columns);
        for (var i = 0; i < rowCount; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReferencePairs.Fill(problem, firstRow + i, 0, row.AsSpan(0, problem.Columns));
            for (var j = 0; j < problem.Columns; j++)
            {
                matrix[i * problem.Columns + j] = (float)row[j];
            }
        }

        ArrayPool<double>.Shared.Return(row);
    }
}
