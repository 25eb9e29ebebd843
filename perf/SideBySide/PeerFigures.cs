using Accelerated.Benchmarks;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>Peers on the matrices of the standard jobs, one thread, on as many rows as take about a third of a second.</summary>
public static class PeerFigures
{
    private const double RunSeconds = 0.3;

    private static readonly IPeer[] Peers = [new TwoRowDistance(), new DictionaryF1(), new ProductF1()];

    private static readonly MatrixRow[] Rows =
        [.. MatrixJobs.EditDistanceRows, .. MatrixJobs.LongEditDistanceRows, .. MatrixJobs.TokenF1Rows, .. MatrixJobs.GrowthRows];

    /// <summary>The figures of a job's peers; empty if it has none.</summary>
    public static IEnumerable<Figure> Of(Job job) =>
        from row in Rows where row.Job == job.Name from peer in Peers where peer.Computes(row.Metric) select Measure(row, peer);

    private static Figure Measure(MatrixRow row, IPeer peer)
    {
        var problem = row.Problem(SequenceInput.Make(row.Kind, row.Length, row.Count));
        var fill = peer.Prepare(problem);
        var found = new float[problem.References];
        Check(problem, fill, peer.Name);
        var rows = (int)Math.Clamp(RunSeconds / Seconds.Of(2, () => fill(0, found)).Min, 1, row.Count);
        var seconds = Seconds.Settled(() =>
        {
            for (var candidate = 0; candidate < rows; candidate++)
            {
                fill(candidate, found);
            }
        });
        return row.Figure(problem, peer.Name, 1, seconds, rows);
    }

    private static void Check(EncodedProblem problem, PeerRow fill, string name)
    {
        using var engine = EngineFactory.Create(EngineChoice.Cpu, threads: 1);
        var wanted = new float[problem.References];
        var found = new float[problem.References];
        foreach (var candidate in new[] { 0, problem.Candidates - 1 })
        {
            engine.Matrix(problem, candidate, 1, wanted);
            fill(candidate, found);
            Correctness.Equal<float>(wanted, found, name);
        }
    }
}
