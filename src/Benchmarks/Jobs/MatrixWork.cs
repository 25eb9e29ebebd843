using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>A matrix that is computed repeatedly, with its input and engine.</summary>
internal sealed class MatrixWork : IDisposable
{
    private readonly MatrixRow _row;
    private readonly int _threads;
    private readonly IReadOnlyList<Candidate> _candidates;
    private readonly EncodedProblem _problem;
    private readonly PairEngine _engine;
    private readonly float[] _matrix;

    /// <summary>Makes the input and the engine.</summary>
    /// <param name="bench">Where it is computed.</param>
    /// <param name="row">What is computed.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="matrix">The result; interleaved works share one, so that all have the same cache state.</param>
    public MatrixWork(Bench bench, MatrixRow row, int threads, float[] matrix)
    {
        (_row, _threads) = (row, threads);
        _candidates = SequenceInput.Make(row.Kind, row.Length, row.Count);
        _problem = row.Problem(_candidates);
        _matrix = matrix;
        _engine = bench.Create(threads);
    }

    public void Run() => _engine.Matrix(_problem, 0, _row.Count, _matrix);

    /// <summary>Compares the last result with the reference, and clears it.</summary>
    public void Check()
    {
        Correctness.Check(_problem.Metric, _candidates, _row.Length, _matrix);
        Array.Clear(_matrix);
    }

    public Figure Figure(Seconds time) => _row.Figure(_problem, Benchmarks.Figure.Own, _threads, time, _row.Count);

    public void Dispose() => _engine.Dispose();
}
