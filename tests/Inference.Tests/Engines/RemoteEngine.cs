using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Engines;

/// <summary>An engine on another machine, as a user would write it; its connection fails at a given call.</summary>
internal sealed class RemoteEngine(int failAt, Exception? failure = null, Action? atFailure = null) : PairEngine
{
    private readonly CpuEngine _other = new(1);

    public int Calls { get; private set; }

    public bool WasDisposed { get; private set; }

    public override string Name => "remote";

    public override string Device => "https://example.org";

    public override bool IsDevice => true;

    public override void Dispose() => WasDisposed = true;

    protected override void SumRows(EncodedProblem problem, Span<double> sums, CancellationToken cancellationToken)
    {
        Call();
        _other.WeightedSums(problem, sums, cancellationToken);
    }

    protected override void ComputeUtilities(
        EncodedProblem problem, int firstRow, int rowCount, Span<double> utilities, CancellationToken cancellationToken)
    {
        Call();
        _other.Utilities(problem, firstRow, rowCount, utilities, cancellationToken);
    }

    private void Call()
    {
        if (++Calls == failAt)
        {
            atFailure?.Invoke();
            throw failure ?? new IOException("The connection was lost.");
        }
    }
}

/// <summary>Runs the conformance tests on it.</summary>
public sealed class RemoteEngineConformanceTests : PairEngineConformance
{
    protected override PairEngine CreateEngine() => new RemoteEngine(failAt: int.MaxValue);
}
