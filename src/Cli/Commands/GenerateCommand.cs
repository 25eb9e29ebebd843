using System.CommandLine;
using System.Globalization;
using Accelerated.Cli.Drawing;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Cli.Resuming;
using Accelerated.Inference;
using Accelerated.Inference.Grids;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated generate</c>: draws candidates and selects nothing.</summary>
internal sealed class GenerateCommand
{
    private readonly Argument<string?> _file = CommonOptions.File(
        "JSON lines with a 'prompt'; '-' reads standard input. Default: the sample reviews shipped with the tool.");

    private readonly DrawOptions _draw = new();
    private readonly InputOptions _input = new(InputUse.Prompts);
    private readonly Option<string?> _output = CommonOptions.Output("problems");
    private readonly ResumeOptions _resume = new();
    private readonly ToolStreams _streams;

    private sealed record Drawn(
        IReadOnlyList<(Candidate Candidate, string? Reasoning, string? Finish)> Candidates, SourceException? Failure);

    private GenerateCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var generate = new GenerateCommand(streams);
        var command = new Command("generate", "Draw candidates, or score a grid of answers, and write problems that 'select' reads.")
        {
            generate._file, generate._output,
        };
        generate._draw.AddTo(command);
        generate._input.AddTo(command);
        generate._resume.AddTo(command);
        command.SetAction(generate.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetValue(_file);
        var plan = _draw.Read(parsed, path is null ? SampleTask.Titles : null);
        using var input = InputSource.Open(path ?? SampleTask.File, _streams, _input.Read(parsed), cancellation);
        var guard = _streams.Guard(input.Path).Add("model", plan.Model.Files);
        using var model = await plan.Model.OpenAsync(_streams.Notes, cancellation).ConfigureAwait(false);
        plan = plan.For(model);
        await using var run = _resume.Open(
            parsed, parsed.GetValue(_output), isTable: false, plan.Model.Files, _streams, guard, cancellation);
        var output = run.Output;
        return await Progress.RunAsync(_streams.Beside(output), input, async progress =>
        {
            var bad = new BadLines(progress.Line, input.Notes);
            var prompts = new PromptFile(input, bad, plan, acceptsCandidates: false, portion: run.Portion);
            using var results = new JsonLines(output);
            var notes = new DrawNotes(model, plan, _draw.NotesTemplate(parsed), progress.Note);
            var done = 0L;
            try
            {
                var drawings = PromptRun.RunAsync(prompts, bad, (item, stop) => DrawAsync(item, notes, stop), cancellation);
                await foreach (var (item, drawn) in drawings.ConfigureAwait(false))
                {
                    if (drawn.Failure is { } failure)
                    {
                        progress.Line(string.Create(CultureInfo.InvariantCulture, $"{input.Notes.Unit} {item.Line}: {failure.Message}"));
                    }

                    Write(results, item, drawn.Candidates);
                    await results.FlushAsync().ConfigureAwait(false); // drawing is slow, so each answer is written at once
                    progress.Report(++done);
                }
            }
            finally
            {
                await results.FlushAsync().ConfigureAwait(false);
            }

            await results.EndAsync(bad).ConfigureAwait(false);
            run.End();
            notes.Finish();
            return bad.Finish();
        }).ConfigureAwait(false);

        async Task<Drawn> DrawAsync(PromptItem item, DrawNotes notes, CancellationToken stop)
        {
            notes.Add(item.Prompt);
            if (plan.GridOf(item.Id) is not { } grid)
            {
                var set = await DrawnSet.CollectAsync(
                    model.Source, item.Prompt, plan.Count, plan.SamplingOf(item.Id), stop).ConfigureAwait(false);
                notes.Add(set.Candidates);
                return new Drawn(
                    [.. set.Candidates.Select(candidate => (candidate.ToCandidate(), candidate.Reasoning, FinishOf(candidate)))],
                    set.Failure);
            }

            var scores = await new GridScorer(model.Scorer, grid, model.Source).ScoreAsync(item.Prompt, stop).ConfigureAwait(false);
            notes.Add(scores.Chains, scores.DroppedPromptTokens);
            return new Drawn([.. scores.Votes.Select(vote => (vote, null as string, null as string))], scores.Failure);
        }
    }

    // The words that chat services use.
    private static string? FinishOf(DrawnCandidate candidate) => candidate.Finish switch
    {
        FinishReason.EndOfText or FinishReason.StopString => "stop",
        FinishReason.Length or FinishReason.ContextFull => "length",
        FinishReason.Refused => "content_filter",
        _ => null,
    };

    private static void Write(
        JsonLines lines, PromptItem item, IReadOnlyList<(Candidate Candidate, string? Reasoning, string? Finish)> candidates)
    {
        var json = lines.Json;
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        if (item.Prompt.Language is { } language)
        {
            json.WriteString("language", language);
        }

        json.WriteStartArray("candidates");
        foreach (var (candidate, reasoning, finish) in candidates)
        {
            json.WriteStartObject();
            json.WriteString("text", candidate.Text);
            if (reasoning is not null)
            {
                json.WriteString("reasoning", reasoning);
            }

            if (candidate.Tokens is { } tokens)
            {
                json.WriteStartArray("tokens");
                foreach (var token in tokens)
                {
                    json.WriteNumberValue(token);
                }

                json.WriteEndArray();
            }

            if (candidate.LogProbability is { } logProbability)
            {
                if (double.IsNegativeInfinity(logProbability))
                {
                    json.WriteString("logprob", "-inf");
                }
                else
                {
                    json.WriteNumber("logprob", logProbability);
                }
            }

            if (finish is not null)
            {
                json.WriteString("finish", finish);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        GoldJson.Write(json, item.Gold);

        json.WriteEndObject();
        lines.EndLine();
    }
}
