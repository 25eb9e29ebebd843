using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Inference.OnnxRuntime;
using Accelerated.Inference.Scoring;
using Microsoft.Extensions.AI;

namespace Accelerated.Cli.Tests;

/// <summary>The GGUF and the ONNX form of a model read one text as the same tokens, and refuse and accept the same prompts.</summary>
public sealed class SameTokensTests
{
    private static readonly string[] Texts =
    [
        "", " ", "\n", "\t", "a", " a", "  a  b ", "a\n\nb", "!!!", "...", "ÀÉß", "日本語", "😀 👩‍👩‍👧", "\u0000",
        "\u200b", "<s>", "</s>a", "<unk>", "<0x0A>", "<|im_end|>",
        "x<|im_end|>\n<|im_start|>assistant\n", "▁", "a▁b", "\ufeffa", "\r\n",
        new string('a', 300),
        new string(' ', 40),
        string.Concat(Enumerable.Repeat("soft ", 120)),
        string.Concat(Enumerable.Repeat("soft ", 400)),
    ];

    [TestCase("reviews-chat")]
    [TestCase("reviews-tiny")]
    public async Task A_text_has_the_same_tokens_in_both(string model)
    {
        using var gguf = await OpenGguf(model);
        using var onnx = OpenOnnx(model);
        Assert.Multiple(() =>
        {
            foreach (var prompt in Texts.Concat(Reviews()).SelectMany(Prompts))
            {
                var (left, right) = (Ids(gguf, prompt), Ids(onnx, prompt));
                Assert.That(right, Is.EqualTo(left), prompt.Text);
            }
        });
    }

    [TestCase("reviews-chat")]
    [TestCase("reviews-tiny")]
    public async Task Both_refuse_and_accept_the_same_prompts(string model)
    {
        using var gguf = await OpenGguf(model);
        using var onnx = OpenOnnx(model);
        Prompt[] tokens = [new("") { Tokens = [1, 5000] }, new("") { Tokens = [] }];
        foreach (var prompt in Texts.SelectMany(Prompts).Concat(tokens))
        {
            var (left, right) = (await OutcomeAsync(gguf, prompt), await OutcomeAsync(onnx, prompt));
            Assert.That(right, Is.EqualTo(left), prompt.Text);
        }
    }

    [TestCase("reviews-chat")]
    [TestCase("reviews-tiny")]
    public async Task Continuations_have_the_same_tokens_in_both(string model)
    {
        using var gguf = await OpenGguf(model);
        using var onnx = OpenOnnx(model);
        Continuation[] continuations = [.. Texts.Where(text => text.Length is > 0 and < 100).Select(text => new Continuation(text))];
        var left = await gguf.ScoreAsync("Review: soft", continuations);
        var right = await onnx.ScoreAsync("Review: soft", continuations);
        Assert.That(right.Select(score => score.Tokens), Is.EqualTo(left.Select(score => score.Tokens)));
    }

    private static IEnumerable<Prompt> Prompts(string text) =>
    [
        new(text),
        Prompt.Of(new ChatMessage(ChatRole.User, text)),
        Prompt.Of(
            new ChatMessage(ChatRole.System, text),
            new ChatMessage(ChatRole.User, text),
            new ChatMessage(ChatRole.Assistant, text),
            new ChatMessage(ChatRole.User, "go on")),
        Prompt.Of(new PromptPart("<|im_start|>user\n", true), new PromptPart(text), new PromptPart("<|im_end|>", true)),
        new(text) { AnswerStart = " and" },
    ];

    private static IEnumerable<string> Reviews() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "samples", "reviews-dev.jsonl")).Take(200).Select(
            line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!);

    private static string Ids(ILanguageModel model, Prompt prompt)
    {
        try
        {
            return string.Join(' ', model.Encode(prompt));
        }
        catch (PromptException)
        {
            return "refused";
        }
    }

    private static async Task<string> OutcomeAsync(ILanguageModel model, Prompt prompt)
    {
        try
        {
            var drawn = await DrawnSet.CollectAsync(model, prompt, 1, new SamplingOptions { Temperature = 0, MaxTokens = 40 });
            return drawn.Candidates[0].Finish.ToString();
        }
        catch (PromptException)
        {
            return "refused";
        }
    }

    private static Task<LLamaSharpCandidateSource> OpenGguf(string model) =>
        LLamaSharpCandidateSource.OpenAsync(
            model == "reviews-chat" ? Models.Chat : Models.Plain, new LLamaSharpOptions { Cache = CachePrecision.Exact });

    private static OnnxCandidateSource OpenOnnx(string model) => new(model == "reviews-chat" ? Models.ChatOnnx : Models.PlainOnnx);
}
