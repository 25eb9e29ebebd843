namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>
/// A model that writes characters over several tokens, control tokens, and texts that straddle tokens; each prompt has its answer.
/// </summary>
public sealed class TokenTextTests
{
    private static readonly SamplingOptions Greedy = new() { Temperature = 0, MaxTokens = 24 };
    private LLamaSharpCandidateSource _source = null!;

    [OneTimeSetUp]
    public async Task OpenModel() =>
        _source = await ChatModels.OpenAsync(ChatModels.Utf8, SmallModel.Exact with { Chat = ChatTemplateUse.Never });

    [OneTimeTearDown]
    public void CloseModel() => _source?.Dispose();

    [TestCase("a", 24, "😀", FinishReason.EndOfText)]
    [TestCase("a", 4, "😀", FinishReason.Length)]
    [TestCase("a", 3, "", FinishReason.Length)] // three of the character's four bytes
    [TestCase("b", 24, "\uFFFDc", FinishReason.EndOfText)] // a byte that begins a character, and then a letter
    [TestCase("b", 1, "", FinishReason.Length)]
    [TestCase("d", 24, "xy", FinishReason.EndOfText)] // a control token between the letters
    [TestCase("g", 24, "xEND yz", FinishReason.EndOfText)]
    public async Task Tokens_are_read_as_text(string prompt, int tokens, string text, FinishReason finish)
    {
        var drawn = await DrawAsync(prompt, Greedy with { MaxTokens = tokens });
        Assert.That((drawn.Text, drawn.Finish), Is.EqualTo((text, finish)));
    }

    [TestCase("a", "😀", "", FinishReason.StopString)]
    [TestCase("d", "<|im_start|>", "x", FinishReason.StopString)]
    [TestCase("d", "<|im_end|>", "xy", FinishReason.EndOfText)]
    [TestCase("g", "END", "x", FinishReason.StopString)]
    [TestCase("h", "END", "", FinishReason.StopString)]
    [TestCase("i", "\n", "", FinishReason.StopString)]
    public async Task A_stop_string_ends_the_answer_wherever_it_lies_within_tokens(
        string prompt, string stop, string text, FinishReason finish)
    {
        var drawn = await DrawAsync(prompt, Greedy with { StopStrings = [stop] });
        Assert.That((drawn.Text, drawn.Finish), Is.EqualTo((text, finish)));
    }

    [Test]
    public async Task A_reasoning_between_control_tokens_is_kept_apart()
    {
        var drawn = await DrawAsync("j", Greedy);
        Assert.That((drawn.Reasoning, drawn.Text), Is.EqualTo(("xy", "")));
    }

    [TestCase("<s>Review:")]
    [TestCase("good</s>Review:")]
    public async Task Names_of_control_tokens_in_a_prompt_are_text_and_one_start_token_comes_first(string prompt)
    {
        using var reviews = await SmallModel.OpenAsync();
        var ids = reviews.Encode(prompt);
        Assert.That(ids.Count(id => id == 1), Is.EqualTo(1));
        Assert.That(ids[0], Is.EqualTo(1));
        Assert.That(ids, Has.No.Member(2));
        Assert.That(
            reviews.Encode(Prompt.Of(new PromptPart("<s>", true), new PromptPart("Review:"))),
            Is.EqualTo(reviews.Encode("Review:")),
            "one start token, not two");
    }

    private async Task<DrawnCandidate> DrawAsync(string prompt, SamplingOptions options) =>
        (await DrawnSet.CollectAsync(_source, prompt, 1, options)).Candidates[0];
}
