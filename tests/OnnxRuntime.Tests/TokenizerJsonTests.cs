using System.Text;
using System.Text.Json;

namespace Accelerated.Inference.Tests;

/// <summary>Small tokenizers of the kinds that models have, against ids that Hugging Face's tokenizers and llama.cpp gave.</summary>
public sealed class TokenizerJsonTests
{
    private static readonly Golden[] Goldens = TestTokenizers.Lines<Golden>("goldens.jsonl");

    public static IEnumerable<string> Kinds => Goldens.Select(golden => golden.Tokenizer).Distinct();

    [TestCaseSource(nameof(Kinds))]
    public void Texts_get_the_ids_that_the_original_gives(string kind)
    {
        var vocabulary = TestTokenizers.Open(kind);
        Assert.Multiple(() =>
        {
            foreach (var golden in Goldens.Where(golden => golden.Tokenizer == kind))
            {
                int[] start = vocabulary.StartToken is { } token ? [token] : [];
                Assert.That(
                    (int[])[.. start, .. vocabulary.Encode(golden.Text)], Is.EqualTo(golden.Ids), JsonSerializer.Serialize(golden.Text));
            }
        });
    }

    [Test]
    public void Markup_gets_the_ids_that_the_original_gives() => Assert.Multiple(() =>
    {
        foreach (var golden in TestTokenizers.Lines<Golden>("markup.jsonl"))
        {
            var vocabulary = TestTokenizers.Open(golden.Tokenizer);
            var encoder = new PromptEncoder(vocabulary, null, ChatTemplateUse.Auto, 1000, PromptOverflow.Refuse, golden.Tokenizer);

            // The original puts its start token before one that is there, and an encoder's end behind.
            int[] expected = vocabulary.StartToken is { } start && golden.Ids[1] == start ? golden.Ids[1..] : golden.Ids;
            expected = golden.Tokenizer == "bert" ? expected[..^1] : expected;
            Assert.That(
                encoder.Encode(Prompt.Of(new PromptPart(golden.Text, true))),
                Is.EqualTo(expected),
                golden.Tokenizer + JsonSerializer.Serialize(golden.Text));
        }
    });

    [Test]
    public void Both_engines_give_one_text_the_same_ids() => Assert.Multiple(() =>
    {
        var qwen = TestTokenizers.Open("qwen");
        var chat = SentencePieceCodec.Open(SmallModel.File("reviews-chat.spm.model"), TestTokenizers.None);
        foreach (var golden in TestTokenizers.Lines<Golden>("llama-cpp.jsonl"))
        {
            var ids = golden.Tokenizer == "qwen" ? qwen.Encode(golden.Text) : chat.Encode(golden.Text, TextPosition.Start);
            Assert.That(ids, Is.EqualTo(golden.Ids), golden.Tokenizer + JsonSerializer.Serialize(golden.Text));
        }
    });

    [TestCaseSource(nameof(Kinds))]
    public void Answers_are_read_as_the_original_reads_them(string kind)
    {
        var vocabulary = TestTokenizers.Open(kind);
        Assert.Multiple(() =>
        {
            foreach (var golden in Goldens.Where(golden => golden.Tokenizer == kind))
            {
                var reader = vocabulary.CreateReader();
                var text = string.Concat(golden.Ids.Select(reader.Read));
                Assert.That(text.Trim(), Is.EqualTo(golden.Decoded.Trim()), JsonSerializer.Serialize(golden.Text));
            }
        });
    }

    [Test]
    public void Normal_forms_are_those_of_Unicode() => Assert.Multiple(() =>
    {
        foreach (var golden in TestTokenizers.Lines<Forms>("normal-forms.jsonl"))
        {
            Assert.That(UnicodeForm.Of(golden.Text, NormalizationForm.FormC), Is.EqualTo(golden.Nfc));
            Assert.That(UnicodeForm.Of(golden.Text, NormalizationForm.FormD), Is.EqualTo(golden.Nfd));
            Assert.That(UnicodeForm.Of(golden.Text, NormalizationForm.FormKC), Is.EqualTo(golden.Nfkc));
            Assert.That(UnicodeForm.Of(golden.Text, NormalizationForm.FormKD), Is.EqualTo(golden.Nfkd));
        }
    });

    public sealed record Golden(string Tokenizer, string Text, int[] Ids, string Decoded);

    public sealed record Forms(string Text, string Nfc, string Nfd, string Nfkc, string Nfkd);
}
