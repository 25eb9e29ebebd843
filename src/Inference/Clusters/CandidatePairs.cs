using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>The metric between a problem's different candidates, as the mean of both directions.</summary>
internal sealed class CandidatePairs
{
    /// <summary>The most different candidates: their pairs take 8 bytes each, 512 MiB.</summary>
    public const int MostRows = 8192;

    private readonly EncodedProblem _encoded;
    private readonly double[] _utilities;

    /// <summary>Computes all pairs.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="options">How to select.</param>
    /// <param name="engine">Computes the pairs.</param>
    /// <param name="cancellation">Ends the work between tiles.</param>
    /// <exception cref="CandidateException">There are too many different candidates.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public CandidatePairs(PreparedProblem problem, SelectionOptions options, PairEngine engine, CancellationToken cancellation)
    {
        _encoded = problem.Encoded.IsSquare
            ? problem.Encoded
            : ProblemEncoder.Encode(options.Metric, problem.Problem.Candidates, longestCandidate: options.LongestCandidate);
        if (Rows > MostRows)
        {
            throw new CandidateException(FormattableString.Invariant(
                $"The pairs of {Rows:N0} different candidates need too much memory; at most {MostRows:N0} can be. ")
                + "Leave SelectionOptions.ClusterThreshold and Diverse out, or give fewer.");
        }

        _utilities = new double[Rows * Rows];
        engine.Utilities(_encoded, 0, Rows, _utilities, cancellation);
    }

    /// <summary>Number of different candidates.</summary>
    public int Rows => _encoded.Rows;

    /// <summary>The metric between two of them.</summary>
    public double this[int row, int other] => (_utilities[(row * Rows) + other] + _utilities[(other * Rows) + row]) / 2;

    /// <summary>Which of them a candidate is.</summary>
    public int RowOf(int candidate) => _encoded.RowOf[candidate];
}
