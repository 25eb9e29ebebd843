using System.CommandLine;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Cli.Recording;
using Accelerated.Inference;
using Accelerated.Inference.Explaining;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated explain</c>: why each answer was selected.</summary>
internal sealed class ExplainCommand
{
    private const int LongestText = 200;

    private readonly Argument<string?> _file = CommonOptions.File(
        "Problems with --metric, as for 'select'; without it, decision records of --record. '-' reads standard input (default).");

    private readonly SelectOptions _how = new(isExplained: true);
    private readonly Option<string?> _agreement = CommonOptions.Optional(
        "--agreement", "VALUE",
        "Metric from which two votes agree. Default: 0.7 of a similarity's greatest value, or half of a loss's mean over all pairs.");

    private readonly Option<bool> _json = new("--json") { Description = "Print lines of JSON instead of text." };
    private readonly InputOptions _input = new(InputUse.Problems);
    private readonly Option<string?> _output = CommonOptions.Output("explanations");
    private readonly ToolStreams _streams;

    private ExplainCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var explain = new ExplainCommand(streams);
        var command = new Command("explain", "Say why each answer was selected: its supporters, dissent, and what would change it.")
        {
            explain._file, explain._agreement, explain._json, explain._output,
        };
        foreach (var option in explain._how.All)
        {
            command.Add(option);
        }

        explain._input.AddTo(command);
        command.SetAction(explain.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        double? agreement = parsed.GetValue(_agreement) is { } text ? CommonOptions.Number("agreement", text) : null;
        if (agreement is { } value && !double.IsFinite(value))
        {
            throw new OptionException("agreement", $"Invalid value '{value}' for --agreement: expected a number, e.g. 0.5.");
        }

        if (!_how.HasMetric(parsed))
        {
            Option[] effective = [_agreement, _json, _output, .. _how.OfPlace];
            if (CommonOptions.FirstGiven(parsed, parsed.CommandResult.Command.Options.Except(effective)) is { } unused)
            {
                throw new OptionException(
                    unused.Name.TrimStart('-'),
                    $"{unused.Name} has no effect on decision records, which say how they were decided. Add --metric NAME to explain "
                    + $"problems, or leave {unused.Name} out.");
            }
        }

        var path = parsed.GetValue(_file);
        await using var output = OutputTarget.Open(parsed.GetValue(_output), _streams.Output, _streams.Guard(path), cancellation);
        using var results = new JsonLines(output);
        var asJson = parsed.GetValue(_json);
        return _how.HasMetric(parsed)
            ? await OfProblemsAsync().ConfigureAwait(false)
            : await OfRecordsAsync().ConfigureAwait(false);

        async Task<int> OfProblemsAsync()
        {
            using var selector = new Selector(_how.Read(parsed));
            var extractor = _how.Extractor(parsed);
            using var input = InputSource.Open(path, _streams, _input.Read(parsed), cancellation);
            return await Progress.RunAsync(_streams.Beside(output), input, async progress =>
            {
                var bad = new BadLines(progress.Line, input.Notes);
                var guards = new SelectionGuards(selector.Options);
                var done = 0L;
                await foreach (var record in new ProblemFile(input, bad).ReadAsync(cancellation).ConfigureAwait(false))
                {
                    try
                    {
                        var answered = extractor is null ? null : new AnsweredProblem(record.Problem, extractor);
                        var problem = answered?.Problem ?? record.Problem;
                        var explanation = selector.Explain(problem, agreement, cancellation);
                        guards.Add(explanation.Selection, problem.References ?? problem.Candidates);
                        int IndexOf(int index) => record.IndexOf(answered?.IndexOf(index) ?? index);
                        Write(explanation, IndexOf, problem.References is null ? IndexOf : index => index);
                        await results.FlushIfFullAsync().ConfigureAwait(false);
                    }
                    catch (Exception e) when (e is CandidateException or ScorerException)
                    {
                        bad.Report(record.Number, e.Message);
                    }

                    progress.Report(++done);
                }

                await results.EndAsync(bad).ConfigureAwait(false);
                _how.Report(progress.Note);
                guards.Report(progress.Note);
                return bad.Finish();
            }).ConfigureAwait(false);
        }

        async Task<int> OfRecordsAsync()
        {
            using var selectors = _how.Selectors(parsed);
            using var stream = RecordFile.Open(path, _streams, cancellation);
            return await Progress.RunAsync(_streams.Beside(output), path ?? "standard input", async progress =>
            {
                var bad = new BadLines(progress.Line, new InputNotes { IsQuiet = _streams.IsQuiet });
                await foreach (var (number, record) in RecordFile.ReadAsync(stream, bad, cancellation).ConfigureAwait(false))
                {
                    try
                    {
                        var explanation = selectors.For(record).Explain(record.Problem, agreement, cancellation);
                        int IndexOf(int index) => record.Indexes is { } indexes ? indexes[index] : index;
                        Write(explanation, IndexOf, record.Problem.References is null ? IndexOf : index => index);
                        await results.FlushIfFullAsync().ConfigureAwait(false);
                    }
                    catch (Exception e) when (e is CandidateException or ScorerException or OptionException)
                    {
                        bad.Report(number, e.Message);
                    }
                }

                await results.EndAsync(bad).ConfigureAwait(false);
                return bad.Finish();
            }).ConfigureAwait(false);
        }

        void Write(Explanation explanation, Func<int, int> candidateOf, Func<int, int> referenceOf)
        {
            if (asJson)
            {
                ExplanationJson.Write(results.Json, explanation, candidateOf, referenceOf);
                results.EndLine();
            }
            else
            {
                results.WriteLine(ExplanationText.Of(explanation, text => ShownText.Fit(text, LongestText), referenceOf));
            }
        }
    }
}
