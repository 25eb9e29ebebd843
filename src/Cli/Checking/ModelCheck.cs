using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Accelerated.Cli.Drawing;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Inference.LLamaSharp.Gguf;
using Accelerated.Inference.OnnxRuntime;
using Accelerated.Inference.Scoring;
using Accelerated.Metrics;

namespace Accelerated.Cli.Checking;

/// <summary>Checks of a model: its header, its tokenizer, and a short answer.</summary>
internal static class ModelCheck
{
    private const int Tokens = 8;

    /// <summary>The findings, as they are made, up to the first error.</summary>
    public static async IAsyncEnumerable<Finding> RunAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var model = new ModelFile(path, new LLamaSharpOptions { Reproducible = true }, new OnnxOptions());
        var header = await TryAsync("model header", () => Task.FromResult(Header(model))).ConfigureAwait(false);
        yield return header;
        if (header.Health == Health.Error)
        {
            yield break;
        }

        OpenedModel? opened = null;
        yield return await TryAsync("model", async () =>
        {
            opened = await model.OpenAsync(TextWriter.Null, cancellation).ConfigureAwait(false);
            var local = opened.Local!;
            return Finding.Ok("model", string.Create(
                CultureInfo.InvariantCulture,
                $"{local.Name}: context of {local.ContextLength} tokens, {(local.HasChatTemplate ? "with" : "without")} a chat template"));
        }).ConfigureAwait(false);
        if (opened is null)
        {
            yield break;
        }

        using (opened)
        {
            var prompt = new Prompt("The colour is nice and the fit is");
            DrawnCandidate? answer = null;
            yield return await TryAsync("drawing", async () =>
            {
                var started = Stopwatch.GetTimestamp();
                var sampling = new SamplingOptions { Temperature = 0, MaxTokens = Tokens };
                await foreach (var drawn in opened.Source.DrawAsync(prompt, 1, sampling, cancellation).ConfigureAwait(false))
                {
                    answer = drawn;
                }

                var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                return Finding.Ok("drawing", string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{ShownText.Item(answer!.Text)}', {answer.Tokens?.Count ?? 0} tokens in {seconds:F2} s"));
            }).ConfigureAwait(false);
            if (answer is not null)
            {
                yield return await TryAsync("tokenizer", () => RoundTripAsync(opened, prompt, answer, cancellation)).ConfigureAwait(false);
            }
        }
    }

    private static Finding Header(ModelFile model)
    {
        if (!File.Exists(model.Path))
        {
            throw new ToolException($"File '{model.Path}' was not found. Check --model.");
        }

        var size = new FileInfo(model.Path).Length / (double)(1 << 20);
        return Finding.Ok("model header", !model.IsGguf
            ? string.Create(CultureInfo.InvariantCulture, $"{size:N1} MiB")
            : string.Create(CultureInfo.InvariantCulture, $"{GgufFile.Read(model.Path).Architecture}, {size:N1} MiB"));
    }

    // What was drawn as tokens must be read as the same tokens once it is text.
    private static async Task<Finding> RoundTripAsync(
        OpenedModel model, Prompt prompt, DrawnCandidate answer, CancellationToken cancellation)
    {
        if (answer.Text.Length == 0 || answer.Tokens is not { } tokens)
        {
            return new Finding("tokenizer", Health.Warning, "The answer is empty, so that no text could be read back. Try another prompt.");
        }

        var scored = await model.Scorer.ScoreAsync(prompt, [new Continuation(answer.Text)], cancellation).ConfigureAwait(false);
        return scored[0].Tokens.SequenceEqual(tokens.Take(answer.TextTokens))
            ? Finding.Ok("tokenizer", "the answer's text is read back as the same tokens")
            : new Finding(
                "tokenizer",
                Health.Warning,
                "The answer's text is read back as other tokens, so log-probabilities of texts are approximate. Draw with 'generate', "
                + "which keeps the tokens.");
    }

    private static async Task<Finding> TryAsync(string check, Func<Task<Finding>> find)
    {
        try
        {
            return await find().ConfigureAwait(false);
        }
        catch (Exception e) when (e is AcceleratedException or IOException or UnauthorizedAccessException)
        {
            return new Finding(check, Health.Error, ToolHint.AddTo(e.Message));
        }
    }
}
