using System.CommandLine;
using Accelerated.Cli.Input;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated score</c>.</summary>
internal sealed class ScoreCommand
{
    private readonly Argument<string?> _file = CommonOptions.File();
    private readonly Option<string> _metric = CommonOptions.Metric();
    private readonly Option<string?> _longest = CommonOptions.Longest();
    private readonly AnswerOptions _answers = new(extract: null);
    private readonly Option<string?> _output = CommonOptions.Output("results");
    private readonly ToolStreams _streams;

    private ScoreCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var score = new ScoreCommand(streams);
        var command = new Command("score", "Score hypotheses against references, pair by pair.")
        {
            score._file, score._metric, score._longest, score._output,
        };
        foreach (var option in score._answers.All)
        {
            command.Add(option);
        }

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
        using var input = InputSource.Open(parsed.GetValue(_file), _streams.Input, cancellation);
        input.RequireOtherThan(parsed.GetValue(_output));
        await using var output = OutputTarget.Open(parsed.GetValue(_output), _streams.Output, cancellation);
        return await Progress.RunAsync(_streams, input, async progress =>
        {
            var bad = new BadLines(progress.Line);
            var scripts = new ScriptGuard(selector.Options.Metric);
            var replaced = 0L;
            var done = 0L;
            using var results = new JsonLines(output);
            try
            {
                while (await input.Lines.NextAsync(cancellation).ConfigureAwait(false))
                {
                    try
                    {
                        if (input.Lines.Content() is { } content)
                        {
                            var pair = PairLine.Read(content.Span, ref replaced);
                            scripts.Add(pair.Hypothesis, pair.Reference);
                            Write(results, pair, selector, engine);
                        }
                    }
                    catch (Exception e) when (e is BadLineException or CandidateException)
                    {
                        bad.Report(input.Lines.Number, e.Message);
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

            _answers.Report(progress.Line);
            scripts.Report(progress.Line);
            return bad.Finish(replaced);
        }).ConfigureAwait(false);
    }

    private static void Write(JsonLines results, PairLine pair, Selector selector, PairEngine engine)
    {
        var problem = selector.Encode(new Problem("", [pair.Hypothesis]) { References = [pair.Reference] });
        Span<double> utility = stackalloc double[1];
        engine.Utilities(problem, 0, 1, utility);
        results.Json.WriteStartObject();
        if (pair.Id is { } id)
        {
            results.Json.WriteString("id", id);
        }

        results.Number("score", utility[0]);
        results.Json.WriteEndObject();
        results.EndLine();
    }
}
