using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>One matrix of the standard measurements.</summary>
/// <param name="Job">The job it belongs to.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Kind">What the symbols are.</param>
/// <param name="Length">The longest candidate, in symbols.</param>
/// <param name="Count">Candidates.</param>
/// <param name="Square">Whether the candidates are the references, so that half of a symmetric matrix is enough; else an equal list is given as references, and every pair is computed.</param>
public sealed record MatrixRow(string Job, string Metric, SequenceKind Kind, int Length, int Count, bool Square = false)
{
    /// <summary>What is computed.</summary>
    public string Work => $"{Metric} matrix{(Square ? ", candidates vote themselves" : "")}";

    /// <summary>Makes the input, checks the matrix, and measures from features to the stored matrix.</summary>
    public Figure Measure(Bench bench, int threads) => Measure(bench, [threads])[0];

    /// <summary>The same with several numbers of threads, in turn.</summary>
    public Figure[] Measure(Bench bench, IReadOnlyList<int> threads)
    {
        var candidates = SequenceInput.Make(Kind, Length, Count);
        var problem = Problem(candidates);
        var matrix = new float[(long)Count * Count];
        var engines = threads.Select(bench.Create).ToList();
        try
        {
            var seconds = Seconds.Settled(
                [.. engines.Select(engine => (Action)(() => engine.Matrix(problem, 0, Count, matrix)))],
                () =>
                {
                    Correctness.Check(problem.Metric, candidates, Length, matrix);
                    Array.Clear(matrix);
                });
            return [.. seconds.Zip(threads, (time, number) => Figure(problem, Accelerated.Benchmarks.Figure.Own, number, time, Count))];
        }
        finally
        {
            engines.ForEach(engine => engine.Dispose());
        }
    }

    /// <summary>The features.</summary>
    public EncodedProblem Problem(IReadOnlyList<Candidate> candidates) =>
        ProblemEncoder.Encode(MetricCatalogue.Parse(Metric), candidates, Square ? null : [.. candidates]);

    /// <summary>The figure of the first <paramref name="rows"/> rows.</summary>
    public Figure Figure(EncodedProblem problem, string contender, int threads, Seconds seconds, int rows)
    {
        var share = (double)rows / Count;
        var (amount, unit) = problem.Features is SequenceFeatures ? (Cells(problem), "GCUPS") : ((double)Count * Count / 1e6, "Mpairs/s");
        return new Figure(Job, Work, contender, Length, Count, threads, seconds, share * amount / seconds.Min, unit);
    }

    // Lengths of all candidates times lengths of all references, summed over pairs, is the product of the two sums.
    private static double Cells(EncodedProblem problem)
    {
        var sequences = ((SequenceFeatures)problem.Features).Sequences;
        var sum = 0.0;
        foreach (var row in problem.RowOf)
        {
            sum += sequences.LengthOf(row);
        }

        return sum * sum / 1e9;
    }
}
