using Accelerated.Inference.Extraction;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Puts an answer together from the candidates' words: aligns the candidates in slots, starts from the better of the words with the most
/// weight and of the best candidate, and changes single words as long as the expected metric becomes clearly better.
/// </summary>
internal sealed class ConsensusSearch
{
    // Sums of the same votes in another order differ by less, so that rounding makes no answer better than a candidate.
    private const double Rounding = 1e-12;

    // A word that has less than this part of the weight of the one in its slot wins hardly ever, and most words are such.
    private const double LeastShare = 0.25;
    private const int BlockElements = 1 << 20;

    private readonly PreparedProblem _problem;
    private readonly SelectionOptions _options;
    private readonly PairEngine _engine;
    private readonly CancellationToken _cancellation;
    private readonly Candidate _best;
    private readonly WrittenWords _words;
    private readonly WordNetwork _network = new();
    private int _tried;

    private ConsensusSearch(
        PreparedProblem problem, int[] order, SelectionOptions options, PairEngine engine, CancellationToken cancellation)
    {
        (_problem, _options, _engine, _cancellation) = (problem, options, engine, cancellation);
        var encoded = problem.Encoded;
        var rows = order.DistinctBy(i => problem.Encoded.RowOf[i]).ToList();
        _best = problem.Problem.Candidates[order[0]];
        _words = new WrittenWords(options.Metric, [.. rows.Select(i => problem.Problem.Candidates[i])]);

        // Candidates that do not vote are worth as much as they are often.
        var copies = order.CountBy(i => problem.Encoded.RowOf[i]).ToDictionary();
        for (var k = 0; k < rows.Count; k++)
        {
            var row = encoded.RowOf[rows[k]];
            _network.Add(_words.Texts[k], encoded.IsSquare ? encoded.ColumnUnits[row] : copies[row], cancellation);
        }
    }

    /// <summary>The best answer that is found.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="order">The candidates that the metric can read, best first.</param>
    /// <param name="options">How to select.</param>
    /// <param name="engine">Computes the expected values.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="CandidateException">A candidate has too many words.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ConsensusAnswer Find(
        PreparedProblem problem, int[] order, SelectionOptions options, PairEngine engine, CancellationToken cancellation) =>
        new ConsensusSearch(problem, order, options, engine, cancellation).Find();

    private ConsensusAnswer Find()
    {
        var slots = _network.Slots;
        var path = new int[slots.Count]; // the best candidate is the first text of each slot
        int[] voted = [.. slots.Select(slot => slot.Winner)];
        var start = Evaluate([_best, Text(path), Text(voted)]);
        var current = IsBetter(start[2].Value, start[1].Value) ? new Trial(voted, start[2]) : new Trial(path, start[1]);
        while (Improved(current) is { } better)
        {
            current = better;
        }

        return IsBetter(current.Worth.Value, start[0].Value)
            ? new ConsensusAnswer(Text(current.Choices), Words(current.Choices, arc => arc.UsualForm))
            : new ConsensusAnswer(null, Words(path, arc => arc.FirstForm));
    }

    // Tries the words of all slots, those with the most weight first: the best change, or the best of each slot together if that is better.
    private Trial? Improved(Trial current)
    {
        var gains = Moves(current.Choices).Take(_options.ConsensusEvaluations - _tried).ToList()
            .Chunk(Math.Max(1, BlockElements / _problem.Encoded.Columns))
            .SelectMany(moves => Try(current, moves))
            .GroupBy(gain => gain.Slot, (_, gains) => gains.MaxBy(gain => gain.Worth.Value))
            .ToList();
        if (gains.Count == 0)
        {
            return null;
        }

        var best = gains.MaxBy(gain => gain.Worth.Value);
        if (gains.Count > 1 && _tried < _options.ConsensusEvaluations)
        {
            var all = Changed(current.Choices, [.. gains.Select(gain => (gain.Slot, gain.Arc))]);
            _tried++;
            var together = Evaluate([Text(all)])[0];
            if (IsBetter(together.Value, best.Worth.Value))
            {
                return new Trial(all, together);
            }
        }

        return new Trial(Changed(current.Choices, (best.Slot, best.Arc)), best.Worth);
    }

    private List<(int Slot, int Arc, Worth Worth)> Try(Trial current, (int Slot, int Arc)[] moves)
    {
        _tried += moves.Length;
        var worth = Evaluate([.. moves.Select(move => Text(Changed(current.Choices, move)))]);
        return [.. moves.Zip(worth, (move, worth) => (move.Slot, move.Arc, worth)).Where(move => IsClear(move.worth, current.Worth))];
    }

    // Few votes are a sample: what few of them gain by a word may be chance, so that the gain has to be above its standard error.
    private bool IsClear(Worth worth, Worth than)
    {
        if (!IsBetter(worth.Value, than.Value))
        {
            return false;
        }

        var weights = _problem.Encoded.Weights;
        var gains = worth.Utilities.Zip(than.Utilities, (utility, other) => utility - other).ToArray();
        var error = RowStatistics.StandardError(gains, _problem.Encoded.ColumnUnits, worth.Value - than.Value, weights.EffectiveSamples);
        return !(worth.Value - than.Value <= error);
    }

    private IEnumerable<(int Slot, int Arc)> Moves(int[] current) =>
        from move in Enumerable.Range(0, current.Length).SelectMany(
            slot => Enumerable.Range(0, _network.Slots[slot].Arcs.Count).Select(arc => (Slot: slot, Arc: arc)))
        where move.Arc != current[move.Slot] && Units(move) >= Units((move.Slot, current[move.Slot])) * LeastShare
        orderby Units(move) descending
        select move;

    private long Units((int Slot, int Arc) move) => _network.Slots[move.Slot].Arcs[move.Arc].Units;

    private static int[] Changed(int[] choices, params ReadOnlySpan<(int Slot, int Arc)> moves)
    {
        int[] changed = [.. choices];
        foreach (var (slot, arc) in moves)
        {
            changed[slot] = arc;
        }

        return changed;
    }

    private Candidate Text(int[] choices)
    {
        var forms = new int[choices.Length];
        for (var slot = 0; slot < forms.Length; slot++)
        {
            forms[slot] = _network.Slots[slot].Arcs[choices[slot]].UsualForm;
        }

        var text = _words.Join(forms);
        return (_best.Value is null ? new Candidate(text) : AnswerReading.Meant(text)) with
        {
            Language = _best.Language,
            IsComputed = true,
        };
    }

    private List<ConsensusWord> Words(int[] choices, Func<WordArc, int> formOf) =>
        [.. _network.Slots.Select((slot, k) => slot.Arcs[choices[k]]).Where(arc => arc.Word > 0)
            .Select(arc => new ConsensusWord(_words.Word(formOf(arc)), (double)arc.Units / _network.Units))];

    private Worth[] Evaluate(IReadOnlyList<Candidate> texts)
    {
        var encoded = ProblemEncoder.Encode(
            _options.Metric, texts, _problem.References, _problem.Encoded.Weights, longestCandidate: int.MaxValue);
        var utilities = new double[encoded.Rows * encoded.Columns];
        _engine.Utilities(encoded, 0, encoded.Rows, utilities, _cancellation);
        if (_options.Metric.Info.Direction == Direction.LowerIsBetter)
        {
            for (var k = 0; k < utilities.Length; k++)
            {
                utilities[k] = -utilities[k];
            }
        }

        var worth = new Worth[texts.Count];
        for (var k = 0; k < worth.Length; k++)
        {
            var row = encoded.RowOf[k] < 0 ? [] : utilities.AsSpan(encoded.RowOf[k] * encoded.Columns, encoded.Columns).ToArray();
            worth[k] = new Worth(row, row.Length == 0 ? double.NaN : RowSum.Of(row, encoded.ColumnUnits) / encoded.Weights.Total);
        }

        return worth;
    }

    private static bool IsBetter(double value, double than) => value > than + (Rounding * Math.Abs(than));

    /// <summary>What a text is worth, larger for better.</summary>
    /// <param name="Utilities">Against each reference.</param>
    /// <param name="Value">The expected metric; NaN for texts that the metric cannot read.</param>
    private readonly record struct Worth(double[] Utilities, double Value);

    private sealed record Trial(int[] Choices, Worth Worth);
}
