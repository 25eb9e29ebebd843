using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Explaining;

/// <summary>Explains the selection of one problem out of the utilities of all its pairs.</summary>
/// <param name="options">How it is selected.</param>
/// <param name="engine">Computes the pairs.</param>
/// <param name="select">Selects.</param>
internal sealed class Explainer(
    SelectionOptions options, PairEngine engine, Func<Problem, CancellationToken, Selection> select)
{
    private readonly MetricInfo _metric = options.Metric.Info;

    private int Sign => _metric.Direction == Direction.HigherIsBetter ? 1 : -1;

    /// <summary>Explains a selection.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="agreement">The metric from which two references agree; null for the usual one.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Explanation Explain(Problem problem, double? agreement, CancellationToken cancellation)
    {
        var selection = select(problem, cancellation);
        var prepared = Prepare(problem, options, cancellation);
        var encoded = prepared.Encoded;
        var table = new VoteTable(prepared, Utilities(encoded, cancellation), options);
        var answer = AnswerRow(prepared, selection, table, cancellation);
        var clusters = new VoteClusters(prepared, Pairs(prepared, table, cancellation), _metric, agreement);
        return new Explanation(selection, options)
        {
            Supporters = Supporters(prepared, table, selection.Index, answer),
            Agreement = clusters.Agreement,
            Clusters = clusters.Of(selection.Index, answer),
            Entropy = clusters.Entropy,
            DecidingVotes = [.. options.Rule == SelectionRule.Candidates
                ? Deciding(prepared, table, selection, cancellation)
                : DecidingAnew(prepared, selection, cancellation)],
            MarginErrors = MarginErrors(encoded, table, selection, answer),
            HeldOut = options.Rule == SelectionRule.Candidates ? HeldOutVotes.Of(table, options, cancellation) : null,
        };
    }

    /// <summary>A selection, and by how many standard errors it is ahead of the runner-up.</summary>
    public (Selection Selection, double MarginErrors) Compare(Problem problem, CancellationToken cancellation)
    {
        var selection = select(problem, cancellation);
        var prepared = Prepare(problem, options, cancellation);
        var table = new VoteTable(prepared, Utilities(prepared.Encoded, cancellation), options);
        return (selection, MarginErrors(prepared.Encoded, table, selection, AnswerRow(prepared, selection, table, cancellation)));
    }

    private static PreparedProblem Prepare(Problem problem, SelectionOptions options, CancellationToken cancellation)
    {
        var prepared = PreparedProblem.Of(problem, options, options.Threads);
        if (options.Metric.PreparesProblems)
        {
            options.Metric.PrepareAsync(prepared.Encoded, cancellation).GetAwaiter().GetResult();
        }

        return prepared;
    }

    private double[] Utilities(EncodedProblem encoded, CancellationToken cancellation)
    {
        if ((long)encoded.Rows * encoded.Columns > Array.MaxLength)
        {
            throw new CandidateException(FormattableString.Invariant(
                $"The utilities of {encoded.Rows:N0} candidates and {encoded.Columns:N0} references do not fit in an array, so that the ")
                + "selection cannot be explained. Give fewer.");
        }

        var utilities = new double[encoded.Rows * encoded.Columns];
        engine.Utilities(encoded, 0, encoded.Rows, utilities, cancellation);
        return utilities;
    }

    // The answer's utilities against the columns.
    private double[] AnswerRow(PreparedProblem prepared, Selection selection, VoteTable table, CancellationToken cancellation)
    {
        var encoded = prepared.Encoded;
        if (selection.Index >= 0)
        {
            return table.Row(encoded.RowOf[selection.Index]).ToArray();
        }

        var alone = ProblemEncoder.Encode(
            encoded.Metric is RecordMetric ? encoded.Metric : options.Metric,
            [new Candidate(selection.Text) { Language = prepared.Problem.Candidates[0].Language, IsComputed = true }],
            prepared.References,
            encoded.Weights,
            longestCandidate: int.MaxValue);
        var row = new double[alone.Columns];
        engine.Utilities(alone, 0, 1, row, cancellation);
        var answer = new double[encoded.Columns];
        for (var k = 0; k < encoded.References; k++)
        {
            if (encoded.ColumnOf[k] >= 0)
            {
                answer[encoded.ColumnOf[k]] = row[alone.ColumnOf[k]];
            }
        }

        return answer;
    }

    private IReadOnlyList<Supporter> Supporters(PreparedProblem prepared, VoteTable table, int chosen, double[] answer)
    {
        var encoded = prepared.Encoded;
        return SupporterList.Of(
            table.VotesFor(chosen),
            k => encoded.ColumnOf[k],
            k => prepared.References[k].Text,
            k => answer[encoded.ColumnOf[k]],
            Sign > 0);
    }

    // The utilities of the references against one another, columns x columns.
    private double[] Pairs(PreparedProblem prepared, VoteTable table, CancellationToken cancellation)
    {
        var encoded = prepared.Encoded;
        var columns = encoded.Columns;
        var pairs = new double[columns * columns];
        if (encoded.IsSquare)
        {
            for (var row = 0; row < columns; row++)
            {
                table.Row(row).CopyTo(pairs.AsSpan(row * columns, columns));
            }

            return pairs;
        }

        var equal = options with { Weights = WeightSource.Uniform, Adjustment = default, Temperature = 1, Rule = SelectionRule.Candidates };
        Candidate[] first = [.. Enumerable.Range(0, columns).Select(column => prepared.References[encoded.ReferenceOf(column)])];
        var among = Prepare(new Problem(prepared.Problem.Id, first), equal, cancellation).Encoded;
        var utilities = Utilities(among, cancellation);
        for (var i = 0; i < columns; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                pairs[i * columns + j] = utilities[among.RowOf[i] * among.Columns + among.RowOf[j]];
            }
        }

        return pairs;
    }

    private static List<int> DifferentVotes(EncodedProblem encoded)
    {
        var seen = new HashSet<(int, long)>();
        return [.. Enumerable.Range(0, encoded.References)
            .Where(k => encoded.ColumnOf[k] >= 0 && encoded.Weights.Units[k] > 0)
            .Where(k => seen.Add((encoded.ColumnOf[k], encoded.Weights.Units[k])))];
    }

    private IEnumerable<DecidingVote> Deciding(
        PreparedProblem prepared, VoteTable table, Selection selection, CancellationToken cancellation)
    {
        var encoded = prepared.Encoded;
        var votes = table.AllVotes;

        // A candidate that does not vote for itself loses nothing with its own vote, so that copies differ.
        var voters = options.Self == SelfPair.Exclude && encoded.IsSquare
            ? [.. Enumerable.Range(0, encoded.References).Where(k => encoded.ColumnOf[k] >= 0 && votes[k] > 0)]
            : DifferentVotes(encoded);
        var winners = new int[voters.Count];
        Parallel.For(
            0,
            winners.Length,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation },
            k => winners[k] = table.Winner(table.Without(voters[k], votes)));
        for (var k = 0; k < winners.Length; k++)
        {
            if (winners[k] >= 0 && encoded.RowOf[winners[k]] != encoded.RowOf[selection.Index])
            {
                yield return new DecidingVote(
                    voters[k], prepared.References[voters[k]].Text, winners[k], prepared.Problem.Candidates[winners[k]].Text);
            }
        }
    }

    // For answers that need be no candidate.
    private IEnumerable<DecidingVote> DecidingAnew(
        PreparedProblem prepared, Selection selection, CancellationToken cancellation)
    {
        var encoded = prepared.Encoded;
        foreach (var voter in DifferentVotes(encoded))
        {
            var byModel = options.Weights.IsByModel();
            Candidate[] others = [.. prepared.References
                .Where((_, k) => k != voter && !(byModel && encoded.ColumnOf[k] == encoded.ColumnOf[voter]))];
            if (others.Length == 0 || !CanVote(encoded, voter, byModel))
            {
                continue;
            }

            var other = select(new Problem(prepared.Problem.Id, prepared.Problem.Candidates) { References = others }, cancellation);
            if (other.Text != selection.Text)
            {
                yield return new DecidingVote(voter, prepared.References[voter].Text, other.Index, other.Text);
            }
        }
    }

    private static bool CanVote(EncodedProblem encoded, int without, bool byModel)
    {
        for (var k = 0; k < encoded.References; k++)
        {
            var isOut = k == without || (byModel && encoded.ColumnOf[k] == encoded.ColumnOf[without]);
            if (!isOut && encoded.Weights.Units[k] > 0)
            {
                return true;
            }
        }

        return false;
    }

    private double MarginErrors(EncodedProblem encoded, VoteTable table, Selection selection, double[] answer)
    {
        var row = selection.Index < 0 ? -1 : encoded.RowOf[selection.Index];
        var second = RunnerUp(encoded, table, row);
        if (second < 0)
        {
            return double.NaN;
        }

        var votes = table.VotesFor(selection.Index);
        if (options.Self == SelfPair.Exclude && encoded.IsSquare)
        {
            votes = table.Without(second, votes);
        }

        var units = table.ColumnUnits(votes);
        var other = table.Row(encoded.RowOf[second]);
        var differences = new double[units.Length];
        for (var j = 0; j < differences.Length; j++)
        {
            differences[j] = Sign * (answer[j] - other[j]);
        }

        var mean = RowSum.Of(differences, units) / units.Sum();
        var error = RowStatistics.StandardError(differences, units, mean, RowStatistics.EffectiveSamples(votes));
        return error == 0 && mean == 0 ? double.NaN : mean / error;
    }

    // The best candidate that is not the answer.
    private int RunnerUp(EncodedProblem encoded, VoteTable table, int answerRow)
    {
        int[] others = [.. table.Readable.Where(i => encoded.RowOf[i] != answerRow)];
        var votes = table.AllVotes;
        double[] worth = [.. others.Select(i => table.Expected(i, votes, options.Self == SelfPair.Exclude))];
        var best = Ranking.Best(worth, [], _metric.Direction);
        return best < 0 ? -1 : others[best];
    }
}
