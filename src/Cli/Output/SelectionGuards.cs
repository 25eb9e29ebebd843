using System.Globalization;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Output;

/// <summary>Counts selections that say less than they seem to, and warns once a run. Results are never changed.</summary>
internal sealed class SelectionGuards(SelectionOptions options)
{
    private const double LargestOutside = 0.05;
    private readonly HashSet<string> _unseenSources = [.. options.Adjustment.SourceFactors?.Keys ?? []];
    private readonly ScriptGuard _scripts = new(options.Metric);
    private long _problems;
    private long _distinct;
    private long _skipped;
    private long _shortVoters;
    private long _outside;

    /// <summary>Looks at one selection among <paramref name="voters"/>.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="voters">What voted.</param>
    /// <param name="outsideGrid">The probability outside a grid; null where there is none.</param>
    public void Add(Selection selection, IReadOnlyList<Candidate> voters, double? outsideGrid = null) =>
        Add(voters, selection.Skipped, selection.Margin == 0 ? selection.Expected : double.NaN, outsideGrid);

    /// <summary>Looks at one decision.</summary>
    /// <param name="voters">What voted.</param>
    /// <param name="skipped">How many of these the metric could not read.</param>
    /// <param name="tied">The expected value where several candidates have the best one; otherwise NaN.</param>
    /// <param name="outsideGrid">The probability outside a grid; null where there is none.</param>
    public void Add(IReadOnlyList<Candidate> voters, int skipped, double tied, double? outsideGrid)
    {
        _problems++;
        _scripts.Add(voters);
        if (_unseenSources.Count > 0)
        {
            _unseenSources.ExceptWith(voters.Select(voter => voter.Source ?? ""));
        }

        _distinct += IsSpread(tied, voters.Count - skipped) ? 1 : 0;
        _skipped += skipped * 2L > voters.Count ? 1 : 0;
        _shortVoters += IsUnbounded && HasShortVoter(voters) ? 1 : 0;
        _outside += outsideGrid > LargestOutside ? 1 : 0;
    }

    /// <summary>Notes the sources of a problem that cannot be decided, so that they are not taken for missing.</summary>
    public void AddBad(IReadOnlyList<Candidate> voters) => _unseenSources.ExceptWith(voters.Select(voter => voter?.Source ?? ""));

    /// <summary>Writes the warnings.</summary>
    public void Report(Action<string> line)
    {
        var metric = options.Metric.Info.Name;
        Say(
            _distinct,
            $"no two candidates have anything in common by {metric}, so that the choice is arbitrary; texts without blanks may need "
            + "another metric (chrf, levenshtein) or tokenizer");
        Say(_skipped, $"most candidates could not be read by {metric} and were left out");
        Say(
            _shortVoters,
            $"{metric} has no upper bound and one voter is much shorter than the others, which counts it many times; a bounded metric "
            + "(token-f1, chrf) decides better");
        Say(_outside, "more than 5 % of the probability is outside the grid; check the values, e.g. for a leading blank");

        _scripts.Report(line);
        if (_unseenSources.Count > 0)
        {
            var names = string.Join(", ", _unseenSources.Order(StringComparer.Ordinal).Select(name => $"'{ShownText.Item(name)}'"));
            line($"No candidate has the source {names}, to which --source-weight gives a weight; it changed nothing.");
        }

        void Say(long count, string what)
        {
            if (count > 0)
            {
                line(string.Create(CultureInfo.InvariantCulture, $"In {count} of {_problems} problems {what}."));
            }
        }
    }

    private bool IsUnbounded =>
        options.Metric.Info.Direction == Direction.LowerIsBetter && double.IsPositiveInfinity(options.Metric.Info.Maximum)
        && options.Metric.Info.Name.Split(':')[0] is "wer" or "cer" or "ter";

    // Each candidate has its own vote only.
    private bool IsSpread(double tied, int votes) =>
        options is { Weights: WeightSource.Uniform, Adjustment.IsNone: true, Self: SelfPair.Include }
        && options.Metric.Info is { Direction: Direction.HigherIsBetter, Maximum: 1 }
        && votes > 1 && tied * votes <= 1 + 1e-9;

    private static bool HasShortVoter(IReadOnlyList<Candidate> voters)
    {
        var longest = voters.Select(voter => voter.Text.Length).DefaultIfEmpty().Max();
        return voters.Any(voter => voter.Text.Length * 4 < longest);
    }
}
