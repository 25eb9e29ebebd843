using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>From prompts to token ids: letters are their own ids, control tokens have ids above them.</summary>
public sealed class PromptEncoderTests
{
    private const int Start = 1000;
    private const int Turn = 1001;
    private const int End = 1002;

    private static readonly IVocabulary Letters = new LetterVocabulary();

    [Test]
    public void A_plain_text_begins_with_one_start_token_and_names_no_control_token() =>
        Assert.That(Encoder().Encode("<s>a<end>"), Is.EqualTo((int[])[Start, .. Ids("<s>a<end>")]));

    [Test]
    public void Control_tokens_are_read_from_markup_only()
    {
        var prompt = Prompt.Of(new PromptPart("<turn>", true), new PromptPart("x<end>"), new PromptPart("<end>", true));
        Assert.That(prompt.Text, Is.EqualTo("<turn>x<end><end>"));
        Assert.That(Encoder().Encode(prompt), Is.EqualTo((int[])[Start, Turn, .. Ids("x<end>"), End]));
    }

    [Test]
    public void A_control_token_that_a_users_text_completes_stays_text() =>
        Assert.That(
            Encoder().Encode(Prompt.Of(new PromptPart("<tu", true), new PromptPart("rn>"))), Is.EqualTo((int[])[Start, .. Ids("<turn>")]));

    [Test]
    public void The_start_token_of_a_template_is_not_doubled() =>
        Assert.That(Encoder().Encode(Prompt.Of(new PromptPart("<s>a", true))), Is.EqualTo((int[])[Start, .. Ids("a")]));

    [Test]
    public void Messages_and_by_default_plain_texts_go_through_the_template()
    {
        int[] expected = [Start, Turn, .. Ids("user:hi"), End, Turn];
        Assert.That(Encoder(ChatTemplateUse.Auto).Encode(Prompt.Of([new ChatMessage(ChatRole.User, "hi")])), Is.EqualTo(expected));
        Assert.That(Encoder(ChatTemplateUse.Auto).Encode("hi"), Is.EqualTo(expected));
        Assert.That(Encoder(ChatTemplateUse.Never).Encode("hi"), Is.EqualTo((int[])[Start, .. Ids("hi")]));
        Assert.That(Encoder(ChatTemplateUse.Auto).Encode(Prompt.Of(new PromptPart("h", true), new PromptPart("i"))), Is.EqualTo(expected));
        Assert.That(
            Encoder(ChatTemplateUse.Auto).Encode(Prompt.Of(new PromptPart("<turn>", true), new PromptPart("hi"))),
            Is.EqualTo((int[])[Start, Turn, .. Ids("hi")]));
    }

    [Test]
    public void An_answers_start_follows_the_templates_opening() =>
        Assert.That(
            Encoder(ChatTemplateUse.Auto).Encode(new Prompt("hi") { AnswerStart = "<end>" }),
            Is.EqualTo((int[])[Start, Turn, .. Ids("user:hi"), End, Turn, .. Ids("<end>")]));

    [Test]
    public void Rejects_messages_without_a_template_and_an_empty_prompt()
    {
        var chat = Prompt.Of([new ChatMessage(ChatRole.User, "hi")]);
        Assert.That(() => Encoder().Encode(chat), Throws.TypeOf<PromptException>().With.Message.StartsWith("letters has no chat template"));
        Assert.That(
            () => Encoder(ChatTemplateUse.Never).Encode(chat), Throws.TypeOf<PromptException>().With.Message.Contains("is switched off"));
        Assert.That(() => Encoder().Encode(""), Throws.TypeOf<PromptException>().With.Message.StartsWith("The prompt is empty"));
        Assert.That(() => Encoder().Encode(new Prompt("") { Tokens = [] }), Throws.TypeOf<PromptException>());
        Assert.That(
            () => Encoder().Encode(new Prompt("") { Tokens = [5000] }), Throws.TypeOf<PromptException>().With.Message.Contains("5000"));
        Assert.That(() => Prompt.Of(Array.Empty<ChatMessage>()), Throws.TypeOf<PromptException>());
    }

    [Test]
    public void An_answer_gets_the_context_that_the_prompt_leaves()
    {
        Assert.That(Encoder(length: 8).Encode("abc", 64, 1) is { Answer: 4, Dropped: 0 }, Is.True);
        Assert.That(Encoder(length: 8).Encode("abcdef", 64, 1) is { Answer: 1 }, Is.True);
        Assert.That(() => Encoder(length: 8).Encode("abcdefg", 64, 1), Throws.TypeOf<PromptException>().With.Message.EqualTo(
            "The prompt has 8 tokens and at least 1 must follow it; the context of letters has 8. Shorten the prompt, or let its beginning "
            + "be dropped (PromptOverflow.TruncateLeft)."));
    }

    [Test]
    public void A_prompt_that_may_be_truncated_keeps_its_start_token_and_its_end()
    {
        var encoded = Encoder(length: 8, overflow: PromptOverflow.TruncateLeft).Encode("abcdefghij", 3, 1);
        Assert.That(encoded.Tokens, Is.EqualTo((int[])[Start, .. Ids("ghij")]));
        Assert.That((encoded.Answer, encoded.Dropped), Is.EqualTo((3, 6)));
        Assert.That(
            () => Encoder(length: 8, overflow: PromptOverflow.TruncateLeft).Encode("abcdefghij", 8, 8), Throws.TypeOf<PromptException>());
    }

    [Test]
    public void A_stop_string_that_names_a_control_token_stops_at_that_token() =>
        Assert.That(
            Encoder().StopTokens(new SamplingOptions { StopStrings = ["\n", "<turn>"], StopTokens = [5] }), Is.EquivalentTo([5, Turn]));

    [Test]
    public void Rejects_a_stop_token_outside_the_vocabulary() =>
        Assert.That(
            () => Encoder().StopTokens(new SamplingOptions { StopTokens = [1999, 2000] }),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
            "Invalid value '2000' for SamplingOptions.StopTokens: expected 0 to 1999, the ids of letters. Look the id up by " +
            "ILanguageModel.FindToken."));

    [Test]
    public void Flags_a_prompt_that_ends_within_reasoning() =>
        Assert.That(Encoder().Encode(Prompt.Of(new PromptPart("<turn><think>\n", true)), 4, 1).OpensReasoning, Is.True);

    [Test]
    public void Rejects_scoring_within_reasoning_and_never_opens_it_twice()
    {
        var opened = Prompt.Of(new PromptPart("<turn><think>\n", true));
        Assert.That(() => Encoder().EncodeForScoring(opened, 2), Throws.TypeOf<PromptException>().With.Message.EqualTo(
            "The chat template of letters opens a reasoning, and answers are scored after it. Ask for chains of reasoning, or begin the "
            + "answer with '</think>' (Prompt.AnswerStart)."));
        var closed = Encoder().EncodeForScoring(opened with { AnswerStart = "<think>\nhm\n</think>\n" }, 2);
        Assert.That(closed.Tokens, Is.EqualTo((int[])[Start, Turn, .. Ids("<think>\nhm\n</think>\n")]));
    }

    private static IEnumerable<int> Ids(string text) => text.Select(letter => (int)letter);

    private static PromptEncoder Encoder(ChatTemplateUse? use = null, int length = 100, PromptOverflow overflow = PromptOverflow.Refuse) =>
        new(
        Letters,
        use is null ? null : messages =>
            [
                .. messages.SelectMany(
                    message => (PromptPart[])[new($"<turn>{message.Role}:", true), new(message.Text), new("<end>", true)]),
                new("<turn>", true),
            ],
        use ?? ChatTemplateUse.Auto,
        length,
        overflow,
        "letters");

    private sealed class LetterVocabulary : IVocabulary
    {
        public int Size => 2000;

        public int? StartToken => Start;

        public IReadOnlyDictionary<string, int> ControlTokens { get; } = new Dictionary<string, int>
        {
            ["<s>"] = Start,
            ["<turn>"] = Turn,
            ["<end>"] = End,
        };

        public IReadOnlyList<int> Encode(string text) => [.. Ids(text)];

        public IReadOnlyList<int> EncodeContinuation(string text) => [.. Ids(text)];
    }
}
