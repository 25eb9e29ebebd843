using System.Text.Json.Nodes;
using Accelerated.Inference.Scoring;
using Google.Protobuf;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.Tests;

/// <summary>What the files beside a model say of start, end, template and vocabulary.</summary>
public sealed class ConfigurationTests
{
    private const string Configuration = """{"max_position_embeddings": 400, "bos_token_id": 7, "eos_token_id": 39}""";

    private static readonly TableDecoder Decoder = new();

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("accelerated-configurations").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase(null, false, null)]
    [TestCase("""{"add_bos_token": true, "bos_token": "t5"}""", false, 5)]
    [TestCase("""{"add_bos_token": true, "bos_token": {"content": "t5", "special": true}}""", false, 5)]
    [TestCase("""{"add_bos_token": true}""", false, 7)]
    [TestCase("""{"add_bos_token": false, "bos_token": "t5"}""", false, null)]
    [TestCase("""{"bos_token": "t5"}""", false, null)]
    [TestCase(null, true, 6)]
    [TestCase("""{"bos_token": "t6"}""", true, 6)]
    [TestCase("""{"add_bos_token": false, "bos_token": "t6"}""", true, null)]
    public void A_prompt_begins_with_a_start_token_where_the_tokenizer_says_so(string? configuration, bool hasTemplate, int? start)
    {
        var path = Decoder.Write(_folder, Configuration);
        if (configuration is not null)
        {
            Write("tokenizer_config.json", configuration);
        }

        if (hasTemplate)
        {
            Edit(
                "post_processor",
                """{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "t6", "type_id": 0}}, {"Sequence": {"id": "A",""" +
                """ "type_id": 0}}], "special_tokens": {"t6": {"id": "t6", "ids": [6], "tokens": ["t6"]}}}""");
        }

        using var source = new OnnxCandidateSource(path);
        Assert.That(source.Encode("t10 t11"), Is.EqualTo(start is { } token ? (int[])[token, 10, 11] : [10, 11]));
    }

    [TestCase(
        "tokenizer_config.json",
        """{"chat_template": "{% for m in messages %}t20 {{ m.content }} t21 {% endfor %}", "additional_special_tokens": ["t20",""" +
        """ "t21"]}""")]
    [TestCase(
        "tokenizer_config.json",
        """{"chat_template": [{"name": "tool_use", "template": "t9"}, {"name": "default", "template": "{% for m in messages %}t20 {{ """ +
        """m.content }} t21 {% endfor %}"}], "added_tokens_decoder": {"20": {"content": "t20", "special": true}, "21": {"content":""" +
        """ "t21", "special": true}}}""")]
    [TestCase("chat_template.json", """{"chat_template": "{% for m in messages %}t20 {{ m.content }} t21 {% endfor %}"}""")]
    [TestCase("chat_template.jinja", "{% for m in messages %}t20 {{ m.content }} t21 {% endfor %}")]
    [TestCase("model.tokenizer_config.json", """{"chat_template": "{% for m in messages %}t20 {{ m.content }} t21 {% endfor %}"}""")]
    public void A_chat_template_is_read_from_where_exports_put_it(string file, string text)
    {
        var path = Decoder.Write(_folder, Configuration);
        Write(file, text);
        using var source = new OnnxCandidateSource(path);
        Assert.That(source.HasChatTemplate, Is.True);
        Assert.That(source.Encode(Prompt.Of([new ChatMessage(ChatRole.User, "t1 t2")])), Is.EqualTo((int[])[20, 1, 2, 21]));
        var injected = text.Contains("special", StringComparison.Ordinal) ? 0 : 21;
        Assert.That(
            source.Encode(Prompt.Of([new ChatMessage(ChatRole.User, "t1 t21")])),
            Is.EqualTo((int[])[20, 1, injected, 21]),
            "a special token's name in a text is unknown text");
    }

    [Test]
    public void Files_beside_a_tokenizer_that_lies_elsewhere_are_read_too()
    {
        var path = Decoder.Write(_folder, Configuration);
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder, "a", "b")).FullName;
        File.Move(Path.Combine(_folder, "tokenizer.json"), Path.Combine(elsewhere, "tokenizer.json"));
        File.WriteAllText(
            Path.Combine(elsewhere, "tokenizer_config.json"), """{"add_bos_token": true, "bos_token": "t5", "chat_template": "x"}""");
        using var source = new OnnxCandidateSource(
            path, new OnnxOptions { TokenizerPath = Path.Combine(elsewhere, "tokenizer.json"), Chat = ChatTemplateUse.Never });
        Assert.That(source.HasChatTemplate, Is.True);
        Assert.That(source.Encode("t3"), Is.EqualTo((int[])[5, 3]));
    }

    [Test]
    public void A_template_that_cannot_be_used_is_told_and_can_be_switched_off()
    {
        var path = Decoder.Write(_folder, Configuration);
        Write("chat_template.jinja", "{% for %}");
        Assert.That(
            () => new OnnxCandidateSource(path),
            Throws.TypeOf<ModelException>().With.Message.StartsWith(
                $"The chat template of '{Path.Combine(_folder, "chat_template.jinja")}' cannot be used: ").And.Message.EndsWith("set " +
                "OnnxOptions.Chat to Never."));
        using var source = new OnnxCandidateSource(path, new OnnxOptions { Chat = ChatTemplateUse.Never });
        Assert.That((source.HasChatTemplate, source.Encode("t3").Count), Is.EqualTo((true, 1)));
    }

    [Test]
    public async Task Control_tokens_that_usually_end_a_turn_end_an_answer()
    {
        var path = Decoder.Write(_folder, Configuration);
        Edit(
            "added_tokens",
            """[{"id": 30, "content": "<|eot_id|>", "special": true}, {"id": 31, "content": "<end_of_turn>", "special": false}, {"id": """ +
            """32, "content": "t32", "special": true}]""");
        Write("tokenizer_config.json", """{"eos_token": "t33"}""");
        using var source = new OnnxCandidateSource(path);
        var drawn = (
            await DrawnSet.CollectAsync(source, "t1", 400, new SamplingOptions { MaxTokens = 8, Seed = 5, Temperature = 50 })).Candidates;
        Assert.That(
            drawn.Where(candidate => candidate.Finish == FinishReason.EndOfText).Select(candidate => candidate.Tokens![^1]).Distinct(),
            Is.EquivalentTo([30, 33, 39]),
            "seed 5");
    }

    [Test]
    public async Task Tokens_beyond_the_tokenizer_are_drawn_and_have_no_text()
    {
        var path = Decoder.Write(_folder, Configuration);
        Edit("model", """{"type": "WordLevel", "unk_token": "t0", "vocab": {"t0": 0, "t1": 1, "t2": 2}}""");
        using var source = new OnnxCandidateSource(path);
        var drawn = (await DrawnSet.CollectAsync(source, "t1", 40, new SamplingOptions { MaxTokens = 3, Seed = 5 })).Candidates;
        Assert.That(
            drawn.Where(candidate => candidate.Tokens!.All(token => token > 2)).Select(candidate => candidate.Text),
            Is.Not.Empty.And.All.Empty,
            "seed 5");
        Assert.That(source.Encode(new Prompt("") { Tokens = [39] }), Is.EqualTo((int[])[39]));
    }

    [TestCase(
        """{"max_position_embeddings": -5}""",
        "gives a context of -5 tokens; it must have at least 1. Correct it, or set OnnxOptions.ContextLength.")]
    [TestCase("""{"max_position_embeddings": 400, "eos_token_id": [39, 40]}""", "names token 40 as an end; the model's are 0..39.")]
    public void A_configuration_that_cannot_be_right_is_refused(string configuration, string message)
    {
        var path = Decoder.Write(_folder, configuration);
        Assert.That(() => new OnnxCandidateSource(path), Throws.TypeOf<ModelException>().With.Message.Contains(message));
    }

    [Test]
    public void An_end_of_minus_one_and_an_empty_template_are_none()
    {
        var path = Decoder.Write(_folder, """{"max_position_embeddings": 400, "eos_token_id": -1}""");
        Write("tokenizer_config.json", """{"chat_template": ""}""");
        using var source = new OnnxCandidateSource(path);
        Assert.That(source.HasChatTemplate, Is.False);
    }

    [Test]
    public void A_tokenizer_that_is_larger_than_the_logits_is_refused()
    {
        var path = Decoder.Write(_folder, Configuration);
        Edit("added_tokens", """[{"id": 40, "content": "<more>", "special": true}]""");
        Assert.That(() => new OnnxCandidateSource(path), Throws.TypeOf<ModelException>().With.Message.EqualTo(
            $"The tokenizer has 41 tokens, the logits of '{path}' have 40: they do not belong together. Give the model's own tokenizer."));
    }

    [Test]
    public async Task A_vocabulary_as_large_as_Qwens_is_padded_and_cut_as_Qwens_is()
    {
        const int Size = 151_936;
        var onnx = new OnnxWriter();
        onnx.Input("input_ids", TensorElementType.Int64, "b", "s");
        var ids = onnx.Node("Unsqueeze", [onnx.Cast("input_ids", TensorElementType.Float), onnx.Whole([2], 1)]);
        onnx.Node("Mul", [ids, onnx.Constant([.. Enumerable.Range(0, Size).Select(id => id % 97 / 30f)], Size)], "logits");
        onnx.Input("past_key_values.0.key", TensorElementType.Float, "b", 1, "p", 1);
        onnx.Input("past_key_values.0.value", TensorElementType.Float, "b", 1, "p", 1);
        var added = onnx.Node("Unsqueeze", [ids, onnx.Whole([1], 1)]);
        onnx.Node("Concat", ["past_key_values.0.key", added], "present.0.key", ("axis", 2));
        onnx.Node("Concat", ["past_key_values.0.value", added], "present.0.value", ("axis", 2));
        onnx.Output("logits", TensorElementType.Float, "b", "s", Size);
        onnx.Output("present.0.key", TensorElementType.Float, "b", 1, "t", 1);
        onnx.Output("present.0.value", TensorElementType.Float, "b", 1, "t", 1);
        var path = Path.Combine(_folder, "model.onnx");
        await File.WriteAllBytesAsync(path, onnx.Finish());
        Write("config.json", """{"max_position_embeddings": 256, "bos_token_id": 151643, "eos_token_id": 151645}""");
        var vocabulary = new JsonObject();
        for (var id = 0; id < 151_665; id++)
        {
            vocabulary[id < 256 ? ByteAlphabet.Of((byte)id).ToString() : $"<|sp{id}|>"] = id;
        }

        Write("vocab.json", vocabulary.ToJsonString());
        Write("merges.txt", "#version: 0.2\n");
        using var source = new OnnxCandidateSource(path);
        Assert.That(source.Encode("Hi é<|sp300|>"), Is.EqualTo((int[])[.. "Hi é<|sp300|>"u8]));
        Assert.That(source.FindToken("<|sp300|>"), Is.EqualTo(300));
        var drawn = (await DrawnSet.CollectAsync(source, "Hi", 8, new SamplingOptions { MaxTokens = 4 })).Candidates;
        Assert.That(drawn.Select(candidate => candidate.Tokens!.Count), Is.All.InRange(1, 4));
    }

    [Test]
    public async Task A_model_of_two_graphs_reads_a_long_prompt_at_once()
    {
        var decoder = new TableDecoder { HasBranch = true };
        using var source = new OnnxCandidateSource(decoder.Write(_folder, Configuration));
        var prompt = Enumerable.Range(0, 300).Select(i => i * 7 % 38).ToArray();
        var scored = await source.ScoreAsync(
            new Prompt("") { Tokens = prompt }, [.. Enumerable.Range(0, 40).Select(id => new Continuation("") { Tokens = [id] })]);
        Assert.That(scored.Select(score => score.LogProbability), Is.EqualTo(decoder.LogProbabilities(prompt, 0)).Within(1e-3));
    }

    [Test]
    public async Task The_small_model_draws_the_same_with_an_input_that_chooses_its_graph()
    {
        // Protocol buffers that are written one after the other are one message: this adds an input to the graph.
        using var more = new MemoryStream();
        using (var output = new CodedOutputStream(more, leaveOpen: true))
        {
            output.WriteTag(7, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(
                ByteString.CopyFrom([0x5A, 28, 0x0A, 16, .. "use_cache_branch"u8, 0x12, 8, 0x0A, 6, 0x08, 9, 0x12, 2, 0x0A, 0]));
        }

        var path = Path.Combine(_folder, "branch.onnx");
        await File.WriteAllBytesAsync(path, [.. await File.ReadAllBytesAsync(SmallModel.File("reviews-tiny.onnx")), .. more.ToArray()]);
        File.Copy(SmallModel.File("reviews-tiny.spm.model"), Path.Combine(_folder, "branch.spm.model"));
        using var source = new OnnxCandidateSource(path, new OnnxOptions { ContextLength = 256 });
        var prompt = SmallModel.Goldens[2].TitlePrompt;
        var actual = await DrawnSet.CollectAsync(source, prompt, 16, SmallModel.Titles);
        var expected = await DrawnSet.CollectAsync(SmallModel.Source, prompt, 16, SmallModel.Titles);
        Assert.That(
            actual.Candidates.Select(candidate => candidate.Text),
            Is.EqualTo(expected.Candidates.Select(candidate => candidate.Text)),
            "seed 7");
    }

    private void Edit(string part, string json)
    {
        var path = Path.Combine(_folder, "tokenizer.json");
        var file = JsonNode.Parse(File.ReadAllText(path))!;
        file[part] = JsonNode.Parse(json);
        File.WriteAllText(path, file.ToJsonString());
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
