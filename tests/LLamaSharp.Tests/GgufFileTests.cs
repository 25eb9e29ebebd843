using Accelerated.Inference.LLamaSharp.Gguf;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>The check of a model file before llama.cpp sees it; needs neither the package nor a native library.</summary>
public sealed class GgufFileTests
{
    private string _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("accelerated-gguf-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void The_header_gives_the_sizes_that_a_context_is_planned_with()
    {
        var header = Read(GgufBytes.LanguageModel());
        Assert.That(header, Is.EqualTo(new GgufHeader("toy", 128, CacheNumbersPerToken: 2 * 4 * (8 + 8), header.Tokens, 1)));
        Assert.That(header.Tokens.Texts, Is.EqualTo(Enumerable.Range(0, 100).Select(token => $"token{token}")));
    }

    [Test]
    public void Key_value_heads_and_widths_of_their_own_set_the_size_of_the_cache()
    {
        var bytes = GgufBytes.LanguageModel().Numbers(
            "toy.attention.head_count_kv", 1, 2).Number("toy.attention.key_length", 24).Number("toy.attention.value_length", 16);
        Assert.That(Read(bytes).CacheNumbersPerToken, Is.EqualTo(2 * 2 * (24 + 16)));
    }

    [TestCase("general.name")]
    [TestCase("tokenizer.chat_template")]
    public void An_empty_text_which_the_binding_cannot_read_is_refused_by_its_key(string key)
    {
        Assert.That(
            () => Read(GgufBytes.LanguageModel().Text(key, "")),
            Throws.TypeOf<ModelException>().With.Message.EndsWith(
                $"has an empty text for '{key}', which LLamaSharp cannot read. Give the key a value, or leave it out."));
    }

    [Test]
    public void The_header_gives_the_vocabulary_and_the_template()
    {
        var tokens = Read(GgufBytes.LanguageModel()
            .Texts("tokenizer.ggml.tokens", "<unk>", "<s>", "</s>", "a", "<|end|>", "<tool>")
            .Kinds("tokenizer.ggml.token_type", 2, 3, 3, 1, 3, 4)
            .Number("tokenizer.ggml.bos_token_id", 1)
            .Number("tokenizer.ggml.eos_token_id", 2)
            .Number("tokenizer.ggml.eot_token_id", 4)
            .Number("tokenizer.ggml.eom_token_id", uint.MaxValue)
            .Truth("tokenizer.ggml.add_bos_token", false)
            .Text("tokenizer.chat_template", "{{ messages }}")).Tokens;
        Assert.That(tokens.Texts, Is.EqualTo(new[] { "<unk>", "<s>", "</s>", "a", "<|end|>", "<tool>" }));
        Assert.That(Enumerable.Range(0, 7).Where(tokens.IsControl), Is.EqualTo(new[] { 1, 2, 4 }));
        Assert.That((tokens.Start, tokens.End, tokens.AddsStart), Is.EqualTo((1, 2, false)));
        Assert.That(tokens.TurnEnds, Is.EqualTo(new[] { 4 }));
        Assert.That(tokens.ChatTemplate, Is.EqualTo("{{ messages }}"));
        Assert.That((tokens.TextOf(tokens.Start), tokens.TextOf(null)), Is.EqualTo(("<s>", "")));
    }

    [Test]
    public void A_name_that_two_tokens_have_is_refused()
    {
        Assert.That(
            () => Read(GgufBytes.LanguageModel().Texts("tokenizer.ggml.tokens", "a", "", "", "b", "a")),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Model '{ModelPath}' names two of its tokens 'a'; each name must be unique. Convert the model again."));
    }

    [Test]
    public void A_missing_model_is_said_to_be_missing()
    {
        var path = Path.Combine(_folder, "none.gguf");
        Assert.That(
            () => GgufFile.Read(path),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Model '{path}' was not found. Check the path.").And.Property("Path").EqualTo(path));
    }

    [Test]
    public void A_folder_is_no_model()
    {
        Assert.That(
            () => GgufFile.Read(_folder),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Model '{_folder}' is a folder; a GGUF model is one file, or the first part of several. Name the file."));
    }

    [Test]
    public void An_empty_file_is_said_to_be_empty()
    {
        Assert.That(
            () => Read([]),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Model '{ModelPath}' is empty, or a pipe or device. Download it again, into a file."));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_pipe_is_refused_without_waiting_for_its_other_end()
    {
        using var make = System.Diagnostics.Process.Start("mkfifo", [ModelPath]);
        make.WaitForExit();
        var link = Path.Combine(_folder, "link.gguf");
        File.CreateSymbolicLink(link, ModelPath);
        foreach (var path in (string[])[ModelPath, link])
        {
            Assert.That(
                () => GgufFile.Read(path),
                Throws.TypeOf<ModelException>().With.Message.EqualTo(
                    $"Model '{path}' is empty, or a pipe or device. Download it again, into a file."));
        }
    }

    [Test]
    public void A_file_of_another_format_is_refused_by_its_first_bytes()
    {
        Assert.That(
            () => Read("PK\u0003\u0004 and more"u8.ToArray()),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Model '{ModelPath}' is not a GGUF file: it begins with the bytes 504B0304, not with GGUF. Convert the model, or name " +
                "another."));
    }

    [TestCase(1u, "is GGUF version 1; versions 2 and 3 are read. Convert it again with a current converter.")]
    [TestCase(0x03000000u, "is a big-endian GGUF file; only little-endian ones are read. Convert it on a little-endian machine.")]
    public void A_version_that_cannot_be_read_is_named(uint version, string message)
    {
        Assert.That(
            () => Read(new GgufBytes { Version = version }),
            Throws.TypeOf<ModelException>().With.Message.EqualTo($"Model '{ModelPath}' {message}"));
    }

    [Test]
    public void Weights_cut_off_by_one_byte_are_noticed()
    {
        var whole = GgufBytes.LanguageModel().ToArray();
        Assert.That(
            () => Read(whole[..^1]),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Model '{ModelPath}' is truncated: its tensors end at byte {whole.Length}, the file at {whole.Length - 1}. Download it " +
                "again."));
    }

    [TestCase(0u, 64, 256)]
    [TestCase(1u, 64, 128)]
    [TestCase(2u, 64, 36)]
    [TestCase(8u, 64, 68)]
    [TestCase(12u, 256, 144)]
    [TestCase(14u, 256, 210)]
    public void The_size_of_a_tensor_follows_from_its_storage(uint type, int elements, int bytes)
    {
        GgufBytes Model(int size) =>
            new GgufBytes { DataBytes = size }.Text("general.architecture", "toy").Number("toy.block_count", 1).Number(
                "toy.attention.head_count", 1)
            .Number("toy.embedding_length", 1).Number("toy.context_length", 2).Texts("tokenizer.ggml.tokens", 1).Tensor(
                "w", [(ulong)elements], type, 32);
        Assert.That(() => Read(Model(32 + bytes)), Throws.Nothing);
        Assert.That(() => Read(Model(32 + bytes - 1)), Throws.TypeOf<ModelException>().With.Message.Contains("is truncated"));
    }

    [Test]
    public void A_file_cut_off_anywhere_is_refused_with_a_message_that_names_it()
    {
        var whole = GgufBytes.LanguageModel().ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.That(
                () => ReadFromMemory(whole[..length]),
                Throws.TypeOf<ModelException>().With.Message.Contains(ModelPath),
                $"cut at {length}");
        }
    }

    [Test]
    public void A_flipped_bit_of_the_header_is_refused_or_harmless_but_never_another_error()
    {
        var whole = GgufBytes.LanguageModel().ToArray();
        for (var bit = 0; bit < (whole.Length - 256) * 8; bit++)
        {
            var flipped = whole.ToArray();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            try
            {
                ReadFromMemory(flipped);
            }
            catch (ModelException)
            {
            }
            catch (Exception exception)
            {
                Assert.Fail($"bit {bit}: {exception}");
            }
        }
    }

    [Test]
    public void A_model_that_does_not_generate_text_is_refused()
    {
        Assert.That(
            () => Read(new GgufBytes().Text("general.architecture", "clip")),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Model '{ModelPath}' does not say 'clip.block_count'; a language model must. Use a GGUF file of a text generation " +
                "model."));
    }

    [Test]
    public void The_parts_of_a_split_model_are_all_checked()
    {
        var first = Path.Combine(_folder, "big-00001-of-00002.gguf");
        var second = Path.Combine(_folder, "big-00002-of-00002.gguf");
        File.WriteAllBytes(first, GgufBytes.LanguageModel().Number("split.count", 2).Number("split.no", 0).ToArray());
        Assert.That(
            () => GgufFile.Read(first),
            Throws.TypeOf<ModelException>().With.Message.EqualTo($"Model '{second}' was not found. Check the path."));

        var rest = new GgufBytes { DataBytes = 256 }.Number("split.count", 2).Number("split.no", 1).Tensor("more", [64], 0, 0).ToArray();
        File.WriteAllBytes(second, rest[..^1]);
        Assert.That(() => GgufFile.Read(first), Throws.TypeOf<ModelException>().With.Message.StartsWith($"Model '{second}' is truncated"));

        File.WriteAllBytes(second, rest);
        Assert.That(GgufFile.Read(first).Parts, Is.EqualTo(2));
    }

    [Test]
    public void A_part_under_another_name_is_refused()
    {
        Assert.That(
            () => Read(GgufBytes.LanguageModel().Number("split.count", 3)),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Model '{ModelPath}' is one of 3 parts, whose names must end in -00001-of-00003.gguf. Give the parts their original " +
                "names."));
    }

    private string ModelPath => Path.Combine(_folder, "model.gguf");

    private GgufHeader Read(GgufBytes bytes) => Read(bytes.ToArray());

    private GgufHeader ReadFromMemory(byte[] bytes) => new GgufReader(new MemoryStream(bytes), ModelPath).Read();

    private GgufHeader Read(byte[] bytes)
    {
        File.WriteAllBytes(ModelPath, bytes);
        return GgufFile.Read(ModelPath);
    }
}
