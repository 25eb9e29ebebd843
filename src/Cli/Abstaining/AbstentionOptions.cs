using System.CommandLine;
using System.Globalization;
using Accelerated.Cli.Commands;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.Abstaining;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Cli.Abstaining;

/// <summary>The options that withhold answers which are too risky.</summary>
internal sealed class AbstentionOptions
{
    private readonly Option<string?> _risk = CommonOptions.Optional(
        "--abstain-above", "RISK",
        "Withhold answers so that the expected loss over all problems, an abstention counted as 0, is at most RISK; "
        + "guaranteed for problems like those of --labelled.");

    private readonly Option<string?> _labelled = CommonOptions.Optional(
        "--labelled", "FILE", "With --abstain-above: problems with candidates and right answers, drawn as the others are.");

    private readonly Option<string?> _fallback = CommonOptions.Optional(
        "--fallback", "TEXT", "With --abstain-above: the text in place of a withheld answer. Default: null.");

    private readonly Option<string?> _greatest = CommonOptions.Optional(
        "--greatest-loss", "L", "With --abstain-above: where losses are cut off; required for a metric without a greatest loss.");

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => [_risk, _labelled, _fallback, _greatest];

    /// <summary>The file of labelled problems; null where there is none.</summary>
    public string? File(ParseResult parsed) => parsed.GetValue(_labelled);

    /// <summary>Learns when to abstain from labelled problems; null where that is not asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="metric">The metric that decides.</param>
    /// <param name="extractor">Finds answers in texts; null where texts are answers.</param>
    /// <param name="streams">Receives what is wrong with labelled problems.</param>
    /// <param name="decide">Decides a problem as the run does.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OptionException">An option is missing or not allowed.</exception>
    /// <exception cref="ToolException">The file cannot be read, or has no labelled problem.</exception>
    public async Task<Abstention?> FitAsync(
        ParseResult parsed,
        Metric metric,
        IAnswerExtractor? extractor,
        ToolStreams streams,
        Func<Problem, Task<Selection>> decide,
        CancellationToken cancellation)
    {
        if (parsed.GetValue(_risk) is not { } text)
        {
            return CommonOptions.FirstGiven(parsed, _labelled, _fallback, _greatest) is not { } unused ? null : throw new OptionException(
                unused.Name.TrimStart('-'),
                $"{unused.Name} requires --abstain-above. Add it, e.g. --abstain-above 0.2, or leave {unused.Name} out.");
        }

        var risk = CommonOptions.Number("abstain-above", text);
        double? greatest = parsed.GetValue(_greatest) is { } limit ? CommonOptions.Number("greatest-loss", limit) : null;
        _ = Fit(metric, [], risk, greatest); // before anything is read
        var file = parsed.GetValue(_labelled) ?? throw new OptionException(
            "labelled", "--abstain-above requires labelled problems. Add --labelled FILE, lines with 'candidates' and 'gold'.");
        var decisions = new List<(Selection, double)>();
        using var input = InputSource.Open(file, streams, new InputSettings { Use = InputUse.Problems }, cancellation);
        var bad = new BadLines(line => streams.Error.WriteLine($"{ShownText.OneLine(file)}, {line}"), input.Notes);
        await foreach (var record in new ProblemFile(input, bad).ReadAsync(cancellation).ConfigureAwait(false))
        {
            try
            {
                decisions.Add(await LabelledAsync(record.Problem, metric, extractor, decide).ConfigureAwait(false));
            }
            catch (Exception e) when (e is CandidateException or DecodingException or SourceException or ScorerException)
            {
                bad.Report(record.Number, e.Message);
            }
        }

        _ = bad.Finish();
        if (decisions.Count == 0)
        {
            throw new ToolException($"'{file}' has no labelled problem. Give it lines with 'candidates' and 'gold'.");
        }

        return new Abstention(Fit(metric, decisions, risk, greatest), parsed.GetValue(_fallback));
    }

    private static async Task<(Selection Selection, double Loss)> LabelledAsync(
        Problem problem, Metric metric, IAnswerExtractor? extractor, Func<Problem, Task<Selection>> decide)
    {
        if (problem.Gold is not { Count: > 0 } gold)
        {
            throw new CandidateException("'gold' is missing; give the right answer, or leave the line out.");
        }

        var selection = await decide(problem).ConfigureAwait(false);
        var reader = extractor?.For(problem.Candidates.Concat(problem.References ?? []).Concat(gold));
        var answer = reader is null
            ? new Candidate(selection.Text) { Language = problem.Candidates[0].Language }
            : Meant(reader, problem, selection);
        return (selection, AbstentionRule.LossOf(metric, answer, [.. gold.Select(right => reader?.ReadGold(right) ?? right)]));
    }

    // The answer as it was extracted, with what it means.
    private static Candidate Meant(IAnswerExtractor reader, Problem problem, Selection selection)
    {
        foreach (var candidate in problem.Candidates)
        {
            if (reader.TryRead(candidate, out var answer) && answer.Text == selection.Text)
            {
                return answer;
            }
        }

        return AnswerReading.Meant(selection.Text);
    }

    private static AbstentionRule Fit(
        Metric metric, IReadOnlyList<(Selection, double)> decisions, double risk, double? greatest)
    {
        try
        {
            return AbstentionRule.Fit(metric, decisions, risk, greatest);
        }
        catch (OptionException e) when (e.ParamName == "risk")
        {
            throw new OptionException(
                "abstain-above",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Invalid value '{risk}' for --abstain-above: expected a number above 0 and below the metric's greatest loss, "
                    + $"e.g. 0.2."),
                e);
        }
        catch (OptionException e) when (e.ParamName == "greatestLoss")
        {
            throw new OptionException(
                "greatest-loss",
                greatest is { } given
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"Invalid value '{given}' for --greatest-loss: expected a positive finite number, e.g. 10.")
                    : $"{metric.Info.Name} has no greatest loss, without which no risk can be guaranteed. Add --greatest-loss L, at which "
                        + "losses are cut off.",
                e);
        }
    }
}
