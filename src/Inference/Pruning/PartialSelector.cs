using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Pruning;

/// <summary>
/// Selects the candidate with the best expected metric from a part of the pairs, for metrics whose pairs are dear: models, judges,
/// services. References are drawn in random order, candidates that fall behind are dropped, and no pair is computed twice. The answer is an
/// approximation: usually that of a <see cref="Selector"/>, at a fraction of the pairs. Runs on the CPU; safe for concurrent callers.
/// </summary>
public sealed class PartialSelector
{
    private readonly SelectionOptions _options;
    private readonly PairSaving _saving;

    /// <summary>A selector.</summary>
    /// <param name="options">
    /// The metric and the weights. Only the rule <see cref="SelectionRule.Candidates"/>, the mean, and candidates with their own votes are
    /// possible.
    /// </param>
    /// <param name="saving">How pairs are saved.</param>
    /// <exception cref="OptionException">An option is not allowed.</exception>
    public PartialSelector(SelectionOptions options, PairSaving saving)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(saving);
        options.Validate();
        saving.Validate();
        Validate(options);
        _options = options;
        _saving = saving;
    }

    /// <summary>Selects for one problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="cancellationToken">Ends the selection.</param>
    /// <exception cref="CandidateException">A candidate or reference cannot be used.</exception>
    /// <exception cref="ScorerException">The metric's code failed, or a utility is not finite.</exception>
    /// <exception cref="OptionException">The budget is less than one pair a candidate.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<PartialSelection> SelectAsync(Problem problem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        cancellationToken.ThrowIfCancellationRequested();
        var prepared = PreparedProblem.Of(problem, _options, _options.Threads);
        var encoded = prepared.Encoded;
        using var engine = new CpuEngine();
        var weights = new double[encoded.Columns];
        for (var column = 0; column < weights.Length; column++)
        {
            weights[column] = encoded.ColumnUnits[column] / (double)encoded.Weights.Total;
        }

        var table = new PartialTable(
            encoded.Rows,
            weights,
            Shuffled([.. Enumerable.Range(0, weights.Length).Where(column => weights[column] > 0)]),
            _options.Metric.Info.Direction,
            encoded.IsSquare,
            (rows, columns, cancellation) => ComputeAsync(engine, prepared, rows, columns, cancellation));
        await _saving.RunAsync(table, cancellationToken).ConfigureAwait(false);
        int[] survivors = [.. table.Ranking];
        var index = encoded.CandidateOf(survivors[0]);
        return new PartialSelection
        {
            Id = problem.Id,
            Index = index,
            Text = problem.Candidates[index].Text,
            Expected = table.Expected(survivors[0]),
            UsedAllReferences = table.Used == table.References,
            Pairs = table.Pairs,
            AllPairs = (long)encoded.Rows * table.References,
            Survivors = Array.ConvertAll(survivors, encoded.CandidateOf),
            Rounds = table.Rounds,
            Skipped = encoded.RowOf.Count(-1) + (encoded.IsSquare ? 0 : encoded.Skipped),
        };
    }

    private static void Validate(SelectionOptions options)
    {
        var rule = new OptionRule(nameof(SelectionOptions));
        const string Way = "Use Selector for others.";
        rule.Require(options.Rule == SelectionRule.Candidates, nameof(options.Rule), options.Rule, "Candidates in a PartialSelector", Way);
        rule.Require(options.Risk.Kind == RiskKind.Mean, nameof(options.Risk), options.Risk, "mean in a PartialSelector", Way);
        rule.Require(options.Self == SelfPair.Include, nameof(options.Self), options.Self, "Include in a PartialSelector", Way);
        rule.Require(!options.KeepMatrix, nameof(options.KeepMatrix), options.KeepMatrix, "false in a PartialSelector", Way);
        rule.Require(
            options.BootstrapResamples == 0, nameof(options.BootstrapResamples), options.BootstrapResamples, "0 in a PartialSelector", Way);
        rule.Require(!options.Engine.IsDevice, nameof(options.Engine), options.Engine, "auto or the CPU in a PartialSelector", Way);
        rule.Require(!options.RequireGpu, nameof(options.RequireGpu), options.RequireGpu, "false in a PartialSelector", Way);
    }

    // The whole problem with most rows and columns left out, so that errors name its candidates. Ascending rows keep the order that
    // kernels want.
    private static async Task<double[][]> ComputeAsync(
        CpuEngine engine, PreparedProblem prepared, int[] rows, int[] columns, CancellationToken cancellation)
    {
        var whole = prepared.Encoded;
        var items = new List<Candidate>(rows.Length + columns.Length);
        var rowOf = new int[whole.Candidates];
        var columnOf = new int[whole.References];
        Array.Fill(rowOf, -1);
        Array.Fill(columnOf, -1);
        for (var r = 0; r < rows.Length; r++)
        {
            var candidate = whole.CandidateOf(rows[r]);
            rowOf[candidate] = r;
            items.Add(prepared.Problem.Candidates[candidate]);
        }

        for (var c = 0; c < columns.Length; c++)
        {
            var reference = whole.ReferenceOf(columns[c]);
            columnOf[reference] = c;
            items.Add(prepared.References[reference]);
        }

        var features = whole.Metric.Encode(items);
        var part = new EncodedProblem(whole.Metric, features, rows.Length, columns.Length, false, rowOf, columnOf, whole.Weights);
        await whole.Metric.PrepareAsync(part, cancellation).ConfigureAwait(false);
        var utilities = new double[rows.Length * columns.Length];
        engine.Utilities(part, 0, rows.Length, utilities, cancellation);
        if (Array.FindIndex(utilities, utility => !double.IsFinite(utility)) is >= 0 and var wrong)
        {
            throw ScorerException.NotFinite(part, wrong / columns.Length, wrong % columns.Length, utilities[wrong]);
        }

        return [.. utilities.Chunk(columns.Length)];
    }

    private int[] Shuffled(int[] columns)
    {
        var random = new SplitMix64(~_saving.Seed);
        for (var k = columns.Length - 1; k > 0; k--)
        {
            var other = (int)random.Below((ulong)k + 1);
            (columns[k], columns[other]) = (columns[other], columns[k]);
        }

        return columns;
    }
}
