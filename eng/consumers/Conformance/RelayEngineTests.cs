using Accelerated.Conformance;
using Accelerated.Kernels;
using Accelerated.Metrics;
using NUnit.Framework;

/// <summary>An engine that hands problems to another, as one on another machine would.</summary>
public sealed class RelayEngine : PairEngine
{
    private readonly CpuEngine _other = new();

    public override string Name => "relay";

    public override string Device => _other.Device;

    public override void Dispose() => _other.Dispose();

    protected override void SumRows(EncodedProblem problem, Span<double> sums, CancellationToken cancellationToken) =>
        _other.WeightedSums(problem, sums, cancellationToken);

    protected override void ComputeUtilities(
        EncodedProblem problem, int firstRow, int rowCount, Span<double> utilities, CancellationToken cancellationToken) =>
        _other.Utilities(problem, firstRow, rowCount, utilities, cancellationToken);
}

[TestFixture]
public sealed class RelayEngineTests : PairEngineConformance
{
    protected override PairEngine CreateEngine() => new RelayEngine();
}
