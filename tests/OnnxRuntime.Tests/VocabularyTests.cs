using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference.Tests;

/// <summary>What tokenizers do beside giving ids: added tokens, continuations, hostile texts, damaged files.</summary>
public sealed class VocabularyTests
{
    private const string Gpt2Words = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("accelerated-tokenizers").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Text_names_no_special_token_and_every_other_added_one()
    {
        var vocabulary = TestTokenizers.Open("gpt2-prefix");
        Assert.That(vocabulary.ControlTokens.Keys, Is.EquivalentTo(["<|endoftext|>"]));
        Assert.That(vocabulary.Encode("a<|endoftext|>"), Does.Not.Contain(vocabulary.ControlTokens["<|endoftext|>"]));
        Assert.That(vocabulary.Encode("a<tool>"), Does.Contain(vocabulary.Find("<tool>")));
        foreach (var kind in TokenizerJsonTests.Kinds)
        {
            var any = TestTokenizers.Open(kind);
            foreach (var (name, id) in any.ControlTokens.Where(token => token.Key is not ("<unk>" or "[UNK]")))
            {
                Assert.That(any.Encode($"a {name} b{name}"), Does.Not.Contain(id), $"{kind} {name}");
            }
        }
    }

    [Test]
    public void Special_tokens_have_no_text_but_the_tags_of_a_reasoning()
    {
        var vocabulary = TestTokenizers.Open("qwen");
        string[] names = ["<|im_start|>", "<think>", "</think>", "<|im_end|>"];
        var reader = vocabulary.CreateReader();
        Assert.That(names.Select(name => reader.Read(vocabulary.Find(name)!.Value)), Is.EqualTo(["", "<think>", "</think>", ""]));
        Assert.That((reader.Read(100_000), vocabulary.Find("none")), Is.EqualTo(("", (int?)null)));
    }

    [TestCase("llama2")]
    [TestCase("mistral")]
    [TestCase("gpt2-prefix")]
    [TestCase("unigram-bytes")]
    [TestCase("spm-fused")]
    public void No_space_is_put_before_a_text_that_goes_on(string kind)
    {
        var vocabulary = TestTokenizers.Open(kind);
        var reader = vocabulary.CreateReader();
        Assert.That(string.Concat(vocabulary.EncodeContinuation("ing 5").Select(reader.Read)), Is.EqualTo("ing 5"));
        reader = vocabulary.CreateReader();
        Assert.That(string.Concat(vocabulary.Encode("ing 5").Select(reader.Read)), Is.EqualTo(" ing 5"));
    }

    [Test]
    public void Pairs_are_merged_as_the_definition_says_and_as_the_library_does()
    {
        var vocabulary = TestTokenizers.Open("gpt2");
        var model = JsonNode.Parse(File.ReadAllText(TestTokenizers.Path("gpt2.json")))!["model"]!;
        var ids = model["vocab"]!.AsObject().ToDictionary(token => token.Key, token => (int)token.Value!);
        string[] merges = [.. model["merges"]!.AsArray().Select(merge => (string)merge!)];
        var library = BpeTokenizer.Create(
            new BpeOptions(ids) { Merges = merges, ByteLevel = true, PreTokenizer = new RegexPreTokenizer(new Regex(Gpt2Words), null) });
        var ranks = merges.Select((merge, rank) => (merge, rank)).ToDictionary(item => item.merge, item => item.rank);
        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => "abcdeghilmnorstu  '.\n012é"[random.Next(25)]));
            var expected = Regex.Matches(text, Gpt2Words).SelectMany(
                word => MergeAll(ByteAlphabet.Write(word.Value), ranks)).Select(name => ids[name]);
            Assert.That(vocabulary.Encode(text), Is.EqualTo(expected), $"seed 4, round {round}: {JsonSerializer.Serialize(text)}");
            Assert.That(
                vocabulary.Encode(text), Is.EqualTo(library.EncodeToIds(text)), $"seed 4, round {round}: {JsonSerializer.Serialize(text)}");
        }
    }

    [Test]
    [NonParallelizable] // measures time
    public void Hostile_texts_take_bounded_time()
    {
        string[] units =
        [
            "a", " ", " \n", "\n", "A", "'", "é", "e\u0301", "\u0301", "中", "😀", "1", "a1 ", "<", "<|", "ab", "▁",
            "🇩", "-", "'s", "\r\n ", "Aa",
        ];
        foreach (var kind in TokenizerJsonTests.Kinds)
        {
            var vocabulary = TestTokenizers.Open(kind);
            foreach (var unit in units)
            {
                var text = string.Concat(Enumerable.Repeat(unit, 40_000 / unit.Length));
                var clock = Stopwatch.StartNew();
                vocabulary.Encode(text);
                Assert.That(clock.Elapsed.TotalSeconds, Is.LessThan(10), $"{kind}, {JsonSerializer.Serialize(unit)}");
            }
        }
    }

    [Test]
    public void An_expression_that_would_run_for_hours_is_stopped()
    {
        var pattern = new SplitPattern(@"(a+)+(?!a)b");
        Assert.That(() => pattern.Find(new string('a', 60)), Throws.TypeOf<PromptException>().With.Message.EqualTo(
            "A text of 60 characters takes the tokenizer's expression longer than 2 s. Break it into lines, or give token ids."));
    }

    [TestCase("normalizer", """{"type": "Shout"}""", "its normalizer 'Shout' is not known")]
    [TestCase("pre_tokenizer", """{"type": "UnicodeScripts"}""", "its pre-tokenizer 'UnicodeScripts' is not known")]
    [TestCase(
        "pre_tokenizer",
        """{"type": "Split", "pattern": {"Regex": "[\\p{L}&&[^\\p{Han}]]+"}, "behavior": "Isolated"}""",
        "the expression '[\\p{L}&&[^\\p{Han}]]+' cannot be used: '&&', the common part of two sets, has no equal.")]
    [TestCase(
        "pre_tokenizer",
        """{"type": "Split", "pattern": {"String": " "}, "behavior": "Doubled"}""",
        "its split behavior 'Doubled' is not known")]
    [TestCase("decoder", """{"type": "CTC"}""", "its decoder 'CTC' is not known")]
    [TestCase("post_processor", """{"type": "Frame"}""", "its post-processor 'Frame' is not known")]
    [TestCase(
        "post_processor",
        """{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "[gMASK]"}}, {"SpecialToken": {"id": "<sop>"}}, """ +
        """{"Sequence": {"id": "A"}}], "special_tokens": {"[gMASK]": {"ids": [5]}, "<sop>": {"ids": [6]}}}""",
        "it puts 2 tokens before a prompt ([gMASK], <sop>); at most 1 can be")]
    [TestCase("model", """{"type": "Syllables", "vocab": {}}""", "its model 'Syllables' is not known")]
    [TestCase("model", """{"type": "BPE", "vocab": {"a": 0}, "merges": ["a b"]}""", "its merge 0, 'a' and 'b', is not in its vocabulary")]
    [TestCase("model", """{"type": "BPE", "vocab": {"a": 0}, "merges": ["ab"]}""", "its merge 'ab' is not a pair")]
    public void A_part_that_is_not_known_is_named(string part, string json, string reason)
    {
        var file = JsonNode.Parse(File.ReadAllText(TestTokenizers.Path("gpt2.json")))!;
        file[part] = JsonNode.Parse(json);
        var path = Write("tokenizer.json", file.ToJsonString());
        Assert.That(() => TokenizerJson.Read(path, TestTokenizers.None), Throws.TypeOf<ModelException>().With.Message.EqualTo(
            $"Tokenizer file '{path}' cannot be used: {reason}. Give the model's SentencePiece tokenizer, or a tokenizer of your own."));
    }

    [TestCase("{")]
    [TestCase("{\"model\": {\"type\": \"BPE\"}}")]
    [TestCase("{\"model\": {\"vocab\": {\"a\": \"b\"}}}")]
    [TestCase("{\"model\": {\"vocab\": {}}, \"added_tokens\": [{}]}")]
    public void A_damaged_file_is_reported(string json)
    {
        var path = Write("tokenizer.json", json);
        Assert.That(
            () => TokenizerJson.Read(path, TestTokenizers.None),
            Throws.TypeOf<ModelException>().With.Message.StartsWith($"Tokenizer file '{path}' is not valid: "));
    }

    [Test]
    public void A_flipped_bit_is_a_typed_error_or_none()
    {
        var random = new Random(6);
        foreach (var kind in TokenizerJsonTests.Kinds)
        {
            var bytes = File.ReadAllBytes(TestTokenizers.Path(kind + ".json"));
            for (var round = 0; round < 40; round++)
            {
                byte[] damaged = [.. bytes];
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                var path = Path.Combine(_folder, "tokenizer.json");
                File.WriteAllBytes(path, damaged);
                try
                {
                    var codec = TokenizerFile.Open(Path.Combine(_folder, "model.onnx"), null, TestTokenizers.None);
                    Assert.That(codec.Encode("The fox, it's 12 é\n", TextPosition.Start).All(id => id >= 0), Is.True);
                }
                catch (Exception exception)
                {
                    Assert.That(exception, Is.TypeOf<ModelException>(), $"seed 6, {kind}, round {round}: {exception}");
                }
            }
        }
    }

    [TestCase(
        """{"model": {"type": "BPE", "vocab": {"a": 2000000000}, "merges": []}, "added_tokens": []}""",
        "A token has the id 2000000000, which is not in 0..16777215.")]
    [TestCase(
        """{"model": {"type": "BPE", "vocab": {"a": -1}, "merges": []}, "added_tokens": []}""",
        "A token has the id -1, which is not in 0..16777215.")]
    public void An_id_that_no_vocabulary_has_is_reported(string json, string reason)
    {
        var path = Write("tokenizer.json", json);
        Assert.That(
            () => TokenizerJson.Read(path, TestTokenizers.None),
            Throws.TypeOf<ModelException>().With.Message.EqualTo($"Tokenizer file '{path}' is not valid: {reason} Correct or remove it."));
    }

    [TestCase(null, true)]
    [TestCase("Qwen2Tokenizer", true)]
    [TestCase("GPT2Tokenizer", false)]
    public void A_vocabulary_and_merges_alone_are_cut_as_their_class_cuts(string? kind, bool isQwens)
    {
        WriteQwen(fillers: isQwens && kind is null ? 151_400 : 0);
        if (kind is not null)
        {
            Write("tokenizer_config.json", $$"""{"tokenizer_class": "{{kind}}"}""");
        }

        var codec = TokenizerFile.Open(Path.Combine(_folder, "model.onnx"), null, TestTokenizers.None);
        var expected = TestTokenizers.Open(isQwens ? "qwen" : "qwen-gpt2");
        foreach (var text in (string[])["I'M user 1234\n\n assistant system", "London ,Paris!\n", "x  \n\n y"])
        {
            Assert.That(codec.Encode(text, TextPosition.Start), Is.EqualTo(expected.Encode(text)), text);
        }

        Assert.That(codec.AddedTokens.Select(token => (token.Name, token.IsSpecial)), Does.Contain(("<|im_end|>", true)));
        Assert.That(codec.AddsStartToken, Is.False);
    }

    [Test]
    public void A_vocabulary_without_merges_or_of_an_unknown_class_is_refused()
    {
        WriteQwen(fillers: 0);
        Write("tokenizer_config.json", """{"tokenizer_class": "FaroTokenizer"}""");
        Assert.That(Open, Throws.TypeOf<ModelException>().With.Message.EqualTo(
            $"Tokenizer file '{Path.Combine(_folder, "vocab.json")}' cannot be used: how a 'FaroTokenizer' cuts words is not known. Put " +
            "the model's tokenizer.json beside it."));
        File.Delete(Path.Combine(_folder, "merges.txt"));
        Assert.That(Open, Throws.TypeOf<ModelException>().With.Message.EqualTo(
            $"Tokenizer file '{Path.Combine(_folder, "vocab.json")}' has no merges.txt beside it. Fetch it too, or the model's " +
            "tokenizer.json."));
    }

    [Test]
    public void A_vocabulary_of_tiktoken_is_reported()
    {
        var path = Write("tokenizer.model", "IQ== 0\nIg== 1\n");
        Assert.That(Open, Throws.TypeOf<ModelException>().With.Message.EqualTo(
            $"Tokenizer file '{path}' is a vocabulary of tiktoken, which does not say how words are cut. Put the model's tokenizer.json " +
            "beside the model."));
    }

    private object Open() => TokenizerFile.Open(Path.Combine(_folder, "model.onnx"), null, TestTokenizers.None);

    private void WriteQwen(int fillers)
    {
        var file = JsonNode.Parse(File.ReadAllText(TestTokenizers.Path("qwen.json")))!;
        var vocabulary = file["model"]!["vocab"]!.AsObject();
        foreach (var token in file["added_tokens"]!.AsArray())
        {
            vocabulary[(string)token!["content"]!] = (int)token["id"]!;
        }

        for (var i = 0; i < fillers; i++)
        {
            vocabulary[$"zq{i}"] = vocabulary.Count;
        }

        Write("vocab.json", vocabulary.ToJsonString());
        Write(
            "merges.txt",
            "#version: 0.2\n" + string.Join('\n', file["model"]!["merges"]!.AsArray().Select(merge => (string)merge!)) + "\n");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    // The definition: of all pairs of neighbours that of the lowest rank, the leftmost, until there is none.
    private static List<string> MergeAll(string word, Dictionary<string, int> ranks)
    {
        var pieces = word.Select(letter => letter.ToString()).ToList();
        while (true)
        {
            var best = Enumerable.Range(0, Math.Max(0, pieces.Count - 1)).Select(
                i => (
                    Rank: ranks.GetValueOrDefault($"{pieces[i]} {pieces[i + 1]}", int.MaxValue),
                    At: i)).DefaultIfEmpty((int.MaxValue, 0)).Min();
            if (best.Item1 == int.MaxValue)
            {
                return pieces;
            }

            pieces[best.Item2] += pieces[best.Item2 + 1];
            pieces.RemoveAt(best.Item2 + 1);
        }
    }
}
