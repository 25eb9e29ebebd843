using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Accelerated.Cli.Abstaining;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Cli.Recording;
using Accelerated.Cli.Resuming;
using Accelerated.Inference;
using Accelerated.Inference.Extraction;
using Accelerated.Inference.Recording;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated select</c>.</summary>
internal sealed class SelectCommand
{
    private readonly Argument<string?> _file = CommonOptions.File();
    private readonly SelectOptions _how = new();
    private readonly AbstentionOptions _abstaining = new();
    private readonly Option<string?> _record = RecordTarget.Option();
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
            select._file, select._output, select._outputFormat, select._record,
        };
        foreach (var option in select._how.All.Concat(select._abstaining.All))
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
        using var selector = new Selector(_how.Read(parsed));
        var extractor = _how.Extractor(parsed);
        var table = ResultTable.Of(parsed.GetValue(_outputFormat)!, SelectionJson.Columns);
        var abstention = await _abstaining.FitAsync(
            parsed, selector.Options.Metric, extractor, _streams, Decide, cancellation).ConfigureAwait(false);
        using var input = InputSource.Open(parsed.GetValue(_file), _streams, _input.Read(parsed), cancellation);
        var guard = _streams.Guard(input.Path).Add("file of labelled problems", _abstaining.File(parsed));
        await using var run = _resume.Open(
            parsed,
            parsed.GetValue(_output),
            table is not null,
            new[] { _abstaining.File(parsed) }.OfType<string>(),
            _streams,
            guard,
            cancellation);
        var output = run.Output;
        await using var recorded = RecordTarget.Open(
            parsed, _record, selector.Options.Metric, _streams, guard, parsed.GetValue(_output), cancellation);
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
                    abstention?.Add(outcome.Selection);
                    shown?.Write(outcome.Selection, outcome.Problem, answered, abstention);
                    if (shown is null)
                    {
                        SelectionJson.Write(results.Json, outcome.Selection, selector.Options, record, answered, abstention);
                        results.EndLine();
                    }

                    recorded?.Write(RecordOf(outcome, selector.Options, record, answered, abstention));
                }
            }).ConfigureAwait(false);
            await results.EndAsync(bad).ConfigureAwait(false);
            run.End();
            if (recorded is not null)
            {
                await recorded.EndAsync().ConfigureAwait(false);
            }

            _how.Report(progress.Note);
            abstention?.Report(progress.Note, selector.Options.Metric.Info);
            guards.Report(progress.Note);
            engines.Report(progress);
            return bad.Finish();
        }).ConfigureAwait(false);

        Task<Selection> Decide(Problem problem) => Task.FromResult(
            selector.Select(extractor is null ? problem : new AnsweredProblem(problem, extractor).Problem, cancellation));
    }

    private static DecisionRecord RecordOf(
        SelectionOutcome outcome, SelectionOptions options, ProblemRecord record, AnsweredProblem? answered, Abstention? abstention)
    {
        var isMoved = answered is not null || record.Indexes is not null;
        return new DecisionRecord(
            outcome.Problem,
            options,
            RecordTarget.Text(json => SelectionJson.Write(json, outcome.Selection, options, record, answered, abstention)))
        {
            Indexes = isMoved
                ? [.. outcome.Problem.Candidates.Select((_, index) => record.IndexOf(answered?.IndexOf(index) ?? index))]
                : null,
        };
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
}
