using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>
/// Computes the utilities of a problem's pairs and reduces them. Values, sums and their order are defined once for all engines
/// (<see cref="RowSum"/>, <see cref="LinearRowSum"/>, <see cref="INumberRisk"/>), so every engine returns the same bits.
/// </summary>
/// <remarks>
/// An engine may be used by several threads; those that own a device take turns. Derive from it to send whole problems to an engine
/// elsewhere, for example on another machine: the public members check their arguments and answer what needs no pairs, the protected ones
/// compute. The conformance kit decides whether an engine keeps the order of sums.
/// </remarks>
public abstract class PairEngine : IDisposable
{
    /// <summary>The engine's name, as selections and the tool show it: <c>cpu</c>, <c>cuda</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What computes: the CPU's instruction set, a device's name or an address.</summary>
    public abstract string Device { get; }

    /// <summary>
    /// Whether it computes elsewhere than on the CPU of this process, so that it may be absent, fail or be lost; the CPU then replaces it.
    /// </summary>
    public virtual bool IsDevice => false;

    /// <summary>
    /// What devices have done for this engine so far, with their opening and the compilation of kernels counted apart; zero for an engine
    /// without a device.
    /// </summary>
    internal virtual DeviceStatistics Statistics => default;

    /// <summary>
    /// The weighted sum of each row: sum over columns of units x utility. Divided by the weights' total it is the expected utility.
    /// </summary>
    /// <param name="problem">The problem.</param>
    /// <param name="sums">Receives one sum a row; its length is the problem's number of rows.</param>
    /// <param name="cancellationToken">Stops the work between tiles.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine held a device, and is disposed.</exception>
    public void WeightedSums(EncodedProblem problem, Span<double> sums, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Require(sums.Length == problem.Rows, nameof(sums), sums.Length, $"one sum for each of {problem.Rows} rows");
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (!ClosedRowSum.TryFill(problem, sums))
        {
            SumRows(problem, sums, cancellationToken);
        }
    }

    /// <summary>The weighted sums of many problems at once, for a device in as few launches as their metrics allow.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="sums">One array a problem, of as many elements as it has rows; filled.</param>
    /// <param name="cancellationToken">Stops the work between tiles.</param>
    /// <exception cref="ArgumentException">An array has another length.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine held a device, and is disposed.</exception>
    public void WeightedSums(
        IReadOnlyList<EncodedProblem> problems, IReadOnlyList<double[]> sums, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(sums);
        Require(sums.Count == problems.Count, nameof(sums), sums.Count, $"one array for each of {problems.Count} problems");
        for (var i = 0; i < problems.Count; i++)
        {
            Require(
                sums[i].Length == problems[i].Rows,
                nameof(sums),
                sums[i].Length,
                $"one sum for each of {problems[i].Rows} rows of problem {i}");
        }

        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var pairs = new List<int>(problems.Count);
        for (var i = 0; i < problems.Count; i++)
        {
            if (!ClosedRowSum.TryFill(problems[i], sums[i]))
            {
                pairs.Add(i);
            }
        }

        if (pairs.Count == problems.Count)
        {
            SumBatch(problems, sums, cancellationToken);
        }
        else if (pairs.Count > 0)
        {
            SumBatch([.. pairs.Select(i => problems[i])], [.. pairs.Select(i => sums[i])], cancellationToken);
        }
    }

    /// <summary>The utilities of consecutive rows, in double.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="utilities">Receives rowCount x columns values, row by row.</param>
    /// <param name="cancellationToken">Stops the work between tiles.</param>
    /// <exception cref="ArgumentException">The rows are not the problem's, or the span has another length.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Utilities(
        EncodedProblem problem, int firstRow, int rowCount, Span<double> utilities, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        RequireRange(firstRow, rowCount, problem.Rows);
        Require(
            utilities.Length == (long)rowCount * problem.Columns,
            nameof(utilities),
            utilities.Length,
            $"{rowCount} x {problem.Columns} values");
        cancellationToken.ThrowIfCancellationRequested();
        if (rowCount > 0)
        {
            ComputeUtilities(problem, firstRow, rowCount, utilities, cancellationToken);
        }
    }

    /// <summary>The utility matrix of consecutive candidates against all references, each value rounded once to single precision.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="firstCandidate">The first candidate.</param>
    /// <param name="count">Number of candidates.</param>
    /// <param name="matrix">Receives count x references values, row by row; NaN where the metric cannot read one of the pair.</param>
    /// <param name="cancellationToken">Stops the work between tiles.</param>
    /// <exception cref="ArgumentException">The candidates are not the problem's, or the span has another length.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Matrix(
        EncodedProblem problem, int firstCandidate, int count, Span<float> matrix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        RequireRange(firstCandidate, count, problem.Candidates);
        Require(matrix.Length == (long)count * problem.References, nameof(matrix), matrix.Length, $"{count} x {problem.References} values");
        cancellationToken.ThrowIfCancellationRequested();
        if (count == 0)
        {
            return;
        }

        if (problem.HasIdentityRows && problem.HasIdentityColumns)
        {
            ComputeMatrix(problem, firstCandidate, count, matrix, cancellationToken);
        }
        else
        {
            ComputeExpanded(problem, firstCandidate, count, matrix, cancellationToken);
        }
    }

    /// <summary>The utility of each row's item against itself.</summary>
    /// <param name="problem">A square problem.</param>
    /// <param name="utilities">Receives one value a row.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    /// <exception cref="ArgumentException">The problem is not square, or the span has another length.</exception>
    internal static void SelfUtilities(EncodedProblem problem, Span<double> utilities, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Require(problem.IsSquare, nameof(problem), problem.IsSquare, "a problem whose candidates are its references");
        Require(utilities.Length == problem.Rows, nameof(utilities), utilities.Length, $"one value for each of {problem.Rows} rows");
        for (var i = 0; i < utilities.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReferencePairs.Fill(problem, i, i, utilities.Slice(i, 1));
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Whether it can compute no more; sums without pairs ask nothing else of an engine.</summary>
    protected virtual bool IsDisposed => false;

    /// <summary>
    /// The weighted sums of all rows of a problem whose metric's <see cref="Metric.Reduction"/> is by pairs or by shared counts, or whose
    /// closed form is beyond a double. The arguments are valid.
    /// </summary>
    protected internal abstract void SumRows(EncodedProblem problem, Span<double> sums, CancellationToken cancellationToken);

    /// <summary>The utilities of consecutive rows against all columns, row by row. The arguments are valid.</summary>
    protected internal abstract void ComputeUtilities(
        EncodedProblem problem, int firstRow, int rowCount, Span<double> utilities, CancellationToken cancellationToken);

    /// <summary>As <see cref="ComputeUtilities"/>, each value rounded once to single precision.</summary>
    protected internal virtual void ComputeMatrix(
        EncodedProblem problem, int firstRow, int rowCount, Span<float> matrix, CancellationToken cancellationToken)
    {
        var row = new double[problem.Columns];
        for (var i = 0; i < rowCount; i++)
        {
            ComputeUtilities(problem, firstRow + i, 1, row, cancellationToken);
            for (var k = 0; k < row.Length; k++)
            {
                matrix[(i * row.Length) + k] = (float)row[k];
            }
        }
    }

    /// <summary>As <see cref="SumRows"/>, for many problems; one after the other unless overridden.</summary>
    protected internal virtual void SumBatch(
        IReadOnlyList<EncodedProblem> problems, IReadOnlyList<double[]> sums, CancellationToken cancellationToken)
    {
        for (var i = 0; i < problems.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SumRows(problems[i], sums[i], cancellationToken);
        }
    }

    // Candidates against all references, with duplicates and unreadable ones.
    internal virtual void ComputeExpanded(
        EncodedProblem problem, int firstCandidate, int count, Span<float> matrix, CancellationToken cancellationToken) =>
        ExpandedMatrix.Fill(this, problem, firstCandidate, count, matrix, cancellationToken);

    private static void RequireRange(int first, int count, int available) => Require(
        first >= 0 && count >= 0 && (long)first + count <= available,
        "rows",
        $"{first}..{(long)first + count}",
        $"a range within 0..{available}");

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"'{name}' is {value}; it must be {rule}.", name);
        }
    }
}
