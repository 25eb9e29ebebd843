using System.Text.Json;

namespace Accelerated.Inference.Tests;

/// <summary>Small tokenizers of the kinds that models have, against ids that Hugging Face's tokenizers gave.</summary>
public sealed class TokenizerJsonTests
{
    private static readonly Golden[] Goldens =
        [.. File.ReadLines(TestTokenizers.Path("goldens.jsonl")).Select(line => JsonSerializer.Deserialize<Golden>(line, JsonSerializerOptions.Web)!)];

    public static IEnumerable<string> Kinds => Goldens.Select(golden => golden.Tokenizer).Distinct();

    [TestCaseSource(nameof(Kinds))]
    public void Texts_get_the_ids_that_the_original_gives(string kind)
    {
        var vocabulary = TestTokenizers.Open(kind + ".json");
        Assert.Multiple(() =>
        {
            foreach (var golden in Goldens.Where(golden => golden.Tokenizer == kind))
            {
                int[] start = vocabulary.StartToken is { } token ? [token] : [];
                Assert.That((int[])[.. start, .. vocabulary.Encode(golden.Text)], Is.EqualTo(golden.Ids), JsonSerializer.Serialize(golden.Text));
            }
        });
    }

    public sealed record Golden(string Tokenizer, string Text, int[] Ids, string Decoded);
}
