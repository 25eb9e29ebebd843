using System.CommandLine;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated score</c>.</summary>
internal sealed class ScoreCommand
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "JSON lines or a table with a hypothesis and its references; '-' reads standard input (default). "
            + "Several files: plain text with a hypothesis on each line of the first, and its references on the same lines of the others.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly InputOptions _input = new(InputUse.Pairs);
    private readonly Option<string> _metric = CommonOptions.Metric();
    private readonly Option<string?> _longest = CommonOptions.Longest();
    private readonly AnswerOptions _answers = new(extract: null);
    private readonly Option<string?> _output = CommonOptions.Output("results");
    private readonly Option<string> _outputFormat = CommonOptions.OutputFormat();
    private readonly ToolStreams _streams;

    private ScoreCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var score = new ScoreCommand(streams);
        var command = new Command("score", "Score hypotheses against references, pair by pair.")
        {
            score._files, score._metric, score._longest, score._output, score._outputFormat,
        };
        foreach (var option in score._answers.All)
        {
            command.Add(option);
        }

        score._input.AddTo(command);
        command.SetAction(score.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var selector = new Selector(new(_answers.MetricOf(parsed, parsed.GetValue(_metric)!))
        {
            LongestCandidate = CommonOptions.LongestOrDefault(parsed.GetValue(_longest)),
        });
        using var engine = EngineFactory.Create(EngineChoice.Cpu, threads: 1);
        var table = ResultTable.Of(parsed.GetValue(_outputFormat)!, [("id", false), ("score", true)]);
        var files = parsed.GetValue(_files)!;
        using var input = InputSource.Open(files.FirstOrDefault(), _streams, _input.Read(parsed), cancellation, files.Skip(1).ToArray());
        var guard = _streams.Guard(input.Path).Add("reference file", files.Skip(1));
        await using var output = OutputTarget.Open(parsed.GetValue(_output), _streams.Output, guard, cancellation);
        var width = CommonOptions.ShownWidth(parsed, _streams, _output, _outputFormat);
        return await Progress.RunAsync(_streams.Beside(output), input, async progress =>
        {
            var bad = new BadLines(progress.Line, input.Notes);
            var scripts = new ScriptGuard(selector.Options.Metric);
            var done = 0L;
            using var results = new JsonLines(output, table);
            var shown = width is { } columns ? new ShownResults(results, columns) : null;
            try
            {
                while (await input.NextAsync(cancellation).ConfigureAwait(false))
                {
                    try
                    {
                        if (input.Content() is { } content)
                        {
                            var pair = PairLine.Read(content.Span, input.Notes);
                            scripts.Add([pair.Hypothesis, .. pair.References]);
                            var score = Score(pair, selector, engine);
                            shown?.Write(score, pair.Hypothesis.Text);
                            if (shown is null)
                            {
                                Write(results, pair.Id, score);
                            }
                        }
                    }
                    catch (Exception e) when (e is BadLineException or CandidateException)
                    {
                        bad.Report(input.Number, e.Message);
                    }

                    await results.FlushIfFullAsync().ConfigureAwait(false);
                    if (++done % 1024 == 0)
                    {
                        progress.Report(done);
                    }
                }
            }
            finally
            {
                await results.FlushAsync().ConfigureAwait(false);
            }

            await results.EndAsync(bad).ConfigureAwait(false);
            _answers.Report(progress.Note);
            scripts.Report(progress.Note);
            return bad.Finish();
        }).ConfigureAwait(false);
    }

    private static double Score(PairLine pair, Selector selector, PairEngine engine)
    {
        double[] scores = [.. pair.References.Select(reference => Score(pair.Hypothesis, reference, selector, engine))];
        return selector.Options.Metric.Info.Direction == Direction.HigherIsBetter ? scores.Max() : scores.Min();
    }

    private static void Write(JsonLines results, string? id, double score)
    {
        results.Json.WriteStartObject();
        if (id is not null)
        {
            results.Json.WriteString("id", id);
        }

        results.Number("score", score);
        results.Json.WriteEndObject();
        results.EndLine();
    }

    private static double Score(Candidate hypothesis, Candidate reference, Selector selector, PairEngine engine)
    {
        var problem = selector.Encode(new Problem("", [hypothesis]) { References = [reference] });
        Span<double> utility = stackalloc double[1];
        engine.Utilities(problem, 0, 1, utility);
        return utility[0];
    }
}
