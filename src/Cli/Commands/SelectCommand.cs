using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Cli.Resuming;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated select</c>.</summary>
internal sealed class SelectCommand
{
    private readonly Argument<string?> _file = CommonOptions.File();
    private readonly Option<string> _metric = CommonOptions.Metric();
    private readonly Option<string> _rule = CommonOptions.Text(
        "--rule", "candidates", "candidates|bayes|consensus",
        "Choose a candidate; or return the metric's closed-form optimum, or an answer put together from the candidates' words, which need "
        + "not be a candidate.");

    private readonly Option<string> _evaluations = CommonOptions.Text(
        "--consensus-evaluations", "512", "N",
        "Most texts that the rule consensus evaluates to change words of its answer; 0 leaves it as voted.");

    private readonly Option<string?> _clusters = CommonOptions.Clusters();
    private readonly Option<string?> _diverse = CommonOptions.Optional(
        "--diverse", "K", "Also list K candidates that are good and differ from each other. Default: none.");

    private readonly Option<string> _diversity = CommonOptions.Text(
        "--diversity", "0.5", "LAMBDA", "With --diverse: how much differences count beside the expected metric.");

    private readonly Option<string> _weights = CommonOptions.Weights();
    private readonly WeightOptions _adjustment = new(hasSources: true);
    private readonly Option<string> _temperature = CommonOptions.Text(
        "--temperature", "1", "T", "Divisor of log-probabilities before they become weights.");

    private readonly Option<string> _risk = CommonOptions.Risk();
    private readonly Option<string> _self = CommonOptions.Self();
    private readonly Option<string?> _top = CommonOptions.Top();
    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<bool> _requireGpu = CommonOptions.RequireGpu();
    private readonly Option<string?> _threads = CommonOptions.Threads();
    private readonly Option<string?> _longest = CommonOptions.Longest();
    private readonly Option<string> _bootstrap = CommonOptions.Text(
        "--bootstrap", "0", "N",
        "Bootstrap resamples for 'bestProbability', the probability that the selected candidate would also be the best had other "
        + "samples of the model voted; it says nothing about the right answer. 0 omits it.");

    private readonly Option<string> _seed = CommonOptions.Text("--seed", "1", "S", "Seed of the bootstrap.");
    private readonly AnswerOptions _answers = new(
        "Select among the answers extracted from the texts, leaving out texts without one");

    private readonly InputOptions _input = new(InputUse.Problems);
    private readonly Option<string?> _output = CommonOptions.Output("results");
    private readonly Option<string> _outputFormat = CommonOptions.OutputFormat();
    private readonly ResumeOptions _resume = new();
    private readonly ToolStreams _streams;

    private SelectCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var select = new SelectCommand(streams);
        var command = new Command("select", "Select the candidate with the best expected metric for each problem.")
        {
            select._file, select._metric, select._rule, select._weights, select._temperature, select._risk, select._self, select._top,
            select._engine, select._requireGpu, select._threads, select._longest, select._bootstrap, select._seed, select._evaluations,
            select._clusters, select._diverse, select._diversity, select._output, select._outputFormat,
        };
        foreach (var option in select._adjustment.All.Concat(select._answers.All))
        {
            command.Add(option);
        }

        select._input.AddTo(command);
        select._resume.AddTo(command);
        command.SetAction(select.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var selector = new Selector(Options(parsed));
        var extractor = _answers.Extractor(parsed);
        var table = ResultTable.Of(parsed.GetValue(_outputFormat)!, SelectionJson.Columns);
        using var input = InputSource.Open(parsed.GetValue(_file), _streams, _input.Read(parsed), cancellation);
        var guard = _streams.Guard(input.Path);
        await using var run = _resume.Open(parsed, parsed.GetValue(_output), table is not null, [], _streams, guard, cancellation);
        var output = run.Output;
        var width = CommonOptions.ShownWidth(parsed, _streams, _output, _outputFormat);
        return await Progress.RunAsync(_streams.Beside(output), input, async progress =>
        {
            var bad = new BadLines(progress.Line, input.Notes);
            var problems = new ProblemFile(input, bad, run.Portion);
            var guards = new SelectionGuards(selector.Options);
            var engines = new EngineNotes(selector.Options.Engine);
            var records = new Queue<(ProblemRecord Record, AnsweredProblem? Answered)>();
            using var results = new JsonLines(output, table);
            var shown = width is { } columns ? new ShownResults(results, columns) : null;
            var outcomes = selector.SelectAsync(
                Numbered(problems, records, extractor, bad, cancellation), progress: progress, cancellationToken: cancellation);
            await results.WriteAllAsync(outcomes, outcome =>
            {
                var (record, answered) = Next(records);
                if (outcome.Error is { } error)
                {
                    bad.Report(record.Number, error.Message);
                    guards.AddBad(record.Problem.Candidates);
                }
                else
                {
                    engines.Add(outcome.Selection);
                    guards.Add(outcome.Selection, outcome.Problem.References ?? outcome.Problem.Candidates);
                    shown?.Write(outcome.Selection, outcome.Problem, answered);
                    if (shown is null)
                    {
                        SelectionJson.Write(results, outcome.Selection, selector.Options, record, answered);
                    }
                }
            }).ConfigureAwait(false);
            await results.EndAsync(bad).ConfigureAwait(false);
            _answers.Report(progress.Note);
            guards.Report(progress.Note);
            engines.Report(progress);
            return bad.Finish();
        }).ConfigureAwait(false);
    }

    // Outcomes come back in the order of the problems, so a queue knows their records.
    private static async IAsyncEnumerable<Problem> Numbered(
        ProblemFile problems,
        Queue<(ProblemRecord Record, AnsweredProblem? Answered)> records,
        IAnswerExtractor? extractor,
        BadLines bad,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var record in problems.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (!TryAnswer(record.Problem, extractor, out var answered, out var error))
            {
                bad.Report(record.Number, error);
                continue;
            }

            lock (records)
            {
                records.Enqueue((record, answered));
            }

            yield return answered?.Problem ?? record.Problem;
        }
    }

    private static bool TryAnswer(
        Problem problem, IAnswerExtractor? extractor, out AnsweredProblem? answered, [NotNullWhen(false)] out string? error)
    {
        (answered, error) = (null, null);
        try
        {
            answered = extractor is null ? null : new AnsweredProblem(problem, extractor);
            return true;
        }
        catch (CandidateException e)
        {
            error = e.Message;
            return false;
        }
    }

    private static (ProblemRecord Record, AnsweredProblem? Answered) Next(
        Queue<(ProblemRecord Record, AnsweredProblem? Answered)> records)
    {
        lock (records)
        {
            return records.Dequeue();
        }
    }

    private SelectionOptions Options(ParseResult parsed) => new(_answers.MetricOf(parsed, parsed.GetValue(_metric)!))
    {
        Rule = CommonOptions.OneOf("rule", parsed.GetValue(_rule)!, [.. SelectionRules.Names]),
        ConsensusEvaluations = CommonOptions.WholeNumber("consensus-evaluations", parsed.GetValue(_evaluations)!, 0),
        ClusterThreshold = CommonOptions.ClustersOf(parsed.GetValue(_clusters)),
        Diverse = parsed.GetValue(_diverse) is { } diverse ? CommonOptions.WholeNumber("diverse", diverse, 1) : null,
        Diversity = Diversity(parsed),
        Weights = WeightOptions.SourceOf("weights", parsed.GetValue(_weights)!),
        Adjustment = _adjustment.Read(parsed),
        Temperature = CommonOptions.Number("temperature", parsed.GetValue(_temperature)!),
        Risk = Risk.Parse(parsed.GetValue(_risk)!),
        Self = CommonOptions.SelfPairOf(parsed.GetValue(_self)!),
        Top = parsed.GetValue(_top) is { } top ? CommonOptions.WholeNumber("top", top, 1) : null,
        Engine = CommonOptions.EngineOf(parsed.GetValue(_engine)!),
        RequireGpu = parsed.GetValue(_requireGpu),
        Threads = CommonOptions.ThreadsOrAll(parsed.GetValue(_threads)),
        LongestCandidate = CommonOptions.LongestOrDefault(parsed.GetValue(_longest)),
        BootstrapResamples = CommonOptions.WholeNumber("bootstrap", parsed.GetValue(_bootstrap)!, 0),
        BootstrapSeed = (ulong)CommonOptions.Seed(parsed.GetValue(_seed)!),
    };

    private double Diversity(ParseResult parsed)
    {
        var text = parsed.GetValue(_diversity)!;
        var number = CommonOptions.Number("diversity", text);
        if (number is not (>= 0 and < double.PositiveInfinity))
        {
            throw new OptionException(
                "diversity", $"Invalid value '{text}' for --diversity: expected a finite number of at least 0, e.g. 0.5.");
        }

        return parsed.GetValue(_diverse) is not null || CommonOptions.FirstGiven(parsed, _diversity) is null
            ? number
            : throw new OptionException("diversity", "--diversity has an effect with --diverse only. Add --diverse K, or leave it out.");
    }
}
