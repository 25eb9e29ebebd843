using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>A matrix of the standard measurements.</summary>
/// <param name="Job">The job.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Kind">What the symbols are.</param>
/// <param name="Length">The longest candidate, in symbols.</param>
/// <param name="Count">Candidates.</param>
/// <param name="Square">
/// Whether the candidates are the references, so that half of a symmetric matrix suffices; otherwise the references are an equal list, and
/// every pair is computed.
/// </param>
public sealed record MatrixRow(string Job, string Metric, SequenceKind Kind, int Length, int Count, bool Square = false)
{
    /// <summary>What is computed.</summary>
    public string Work => $"{Metric} matrix{(Square ? ", candidates vote themselves" : "")}";

    /// <summary>Makes the input, checks the matrix, and measures from features to the stored matrix.</summary>
    public Figure Measure(Bench bench, int threads) => Measure(bench, [threads])[0];

    /// <summary>The same for several numbers of threads, interleaved.</summary>
    public Figure[] Measure(Bench bench, IReadOnlyList<int> threads) => InTurn(bench, [.. threads.Select(number => (this, number))]);

    /// <summary>Measures several matrices of one size, interleaved, so that a temporary slowdown of the machine affects all.</summary>
    public static Figure[] InTurn(Bench bench, IReadOnlyList<(MatrixRow Row, int Threads)> runs)
    {
        var matrix = new float[(long)runs[0].Row.Count * runs[0].Row.Count];
        var works = runs.Select(run => new MatrixWork(bench, run.Row, run.Threads, matrix)).ToList();
        try
        {
            var next = 0;
            var seconds = Seconds.Settled([.. works.Select(work => (Action)work.Run)], () => works[next++].Check());
            return [.. works.Zip(seconds, (work, time) => work.Figure(time))];
        }
        finally
        {
            works.ForEach(work => work.Dispose());
        }
    }

    /// <summary>The features.</summary>
    public EncodedProblem Problem(IReadOnlyList<Candidate> candidates) =>
        ProblemEncoder.Encode(MetricCatalogue.Parse(Metric), candidates, Square ? null : [.. candidates]);

    /// <summary>The figure for the first <paramref name="rows"/> rows.</summary>
    public Figure Figure(EncodedProblem problem, string contender, int threads, Seconds seconds, int rows)
    {
        var share = (double)rows / Count;
        var (amount, unit) = problem.Features is SequenceFeatures ? (Cells(problem), "GCUPS") : ((double)Count * Count / 1e6, "Mpairs/s");
        return new Figure(Job, Work, contender, Length, Count, threads, seconds, share * amount / seconds.Min, unit);
    }

    // The sum of length products over all pairs is the product of the two sums of lengths.
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
