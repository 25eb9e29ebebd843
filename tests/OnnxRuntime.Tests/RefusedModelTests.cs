using Accelerated.Metrics;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.Tests;

/// <summary>Models that cannot be drawn from are refused when they are loaded, each with its reason.</summary>
public sealed class RefusedModelTests
{
    private static readonly TableDecoder Plain = new();

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("accelerated-refused").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_model_without_a_cache() => AssertRefused(
        Plain with { Heads = [] },
        "it has no inputs for a key/value cache; it takes 'input_ids' (Int64 [batch, sequence]), 'attention_mask' (Int64 [batch, " +
        "total]), 'position_ids' (Int64 [batch, sequence]). Export it with its past (text-generation-with-past).");

    [Test]
    public void Inputs_that_no_decoder_has() => AssertRefused(
        Plain with { MoreInputs = [("pixel_values", TensorElementType.Float, ["batch", 3, 224, 224])] },
        "it needs inputs that none of a decoder's are: 'pixel_values' (Float [batch, 3, 224, 224]). Export it as text generation with " +
        "past.");

    [Test]
    public void The_decoder_of_an_encoder() => AssertRefused(
        Plain with { MoreInputs = [("encoder_hidden_states", TensorElementType.Float, ["batch", "s", 8])] },
        "it reads a text with an encoder, and only models that are all decoder can be drawn from. Use one of those.");

    [Test]
    public void A_configuration_of_an_encoder_and_decoder() => AssertRefused(
        Plain,
        "it reads a text with an encoder, and only models that are all decoder can be drawn from. Use one of those.",
        """{"max_position_embeddings": 64, "is_encoder_decoder": true}""");

    [Test]
    public void A_model_of_embeddings() => AssertRefused(
        Plain with { Ids = "inputs_embeds" },
        "it takes embeddings ('inputs_embeds') that another model makes of tokens. Export the two as one, with input_ids.");

    [Test]
    public void Other_names_of_token_ids() =>
        AssertRefused(
            Plain with { Ids = "tokens", Heads = [1] },
            "it has no input 'input_ids'; it takes 'tokens' (Int64 [batch, sequence]), 'attention_mask' (Int64 [batch, total]), " +
            "'position_ids' (Int64 [batch, sequence]), 'past_key_values.0.key' (Float [batch, 1, past_length, 4]), " +
            "'past_key_values.0.value' (Float [batch, 1, past_length, 4]).");

    [Test]
    public void A_model_without_logits() => AssertRefused(
        Plain with { Logits = "hidden", Heads = [1] },
        "it has no output 'logits'; it gives 'hidden' (Float [batch, kept, 40]), 'present.0.key' (Float [batch, 1, total, 4]), " +
        "'present.0.value' (Float [batch, 1, total, 4]). Export it with its language-model head.");

    [Test]
    public void A_cache_that_is_not_given_back() => AssertRefused(
        Plain with { Present = "cache_out.{0}.{1}", Heads = [1] },
        "it takes 'past_key_values.0.key' and gives nothing back for it; it gives 'logits' (Float [batch, kept, 40]), 'cache_out.0.key' " +
        "(Float [batch, 1, total, 4]), 'cache_out.0.value' (Float [batch, 1, total, 4]). Export it with its present.");

    [Test]
    public void A_cache_of_whole_numbers() => AssertRefused(
        Plain with { CacheType = TensorElementType.Int32 },
        "'past_key_values.0.key' is of type Int32, not Float, Float16 or BFloat16. Export it with a cache of one of these.");

    [Test]
    public void Logits_of_another_type() => AssertRefused(
        Plain with { LogitsType = TensorElementType.Double },
        "'logits' is of type Double, not Float, Float16 or BFloat16. Export it in one of these.");

    [Test]
    public void Token_ids_of_another_type() => AssertRefused(
        Plain with { TokenType = TensorElementType.Float },
        "'input_ids' is of type Float, not Int64 or Int32. Export it with Int64 or Int32.");

    [TestCase(4, null, "'input_ids' has the shape [4, sequence], which is for 4 rows, always. Export it for any number.")]
    [TestCase(null, 64, "'input_ids' has the shape [batch, 64], which is for 64 tokens, always. Export it for any number.")]
    public void Fixed_numbers_of_rows_and_tokens(int? rows, int? width, string reason) =>
        AssertRefused(Plain with { Rows = rows, Width = width }, reason);

    [Test]
    public void Positions_in_several_directions() => AssertRefused(
        Plain with { HasPositions = false, MoreInputs = [("position_ids", TensorElementType.Int64, [3, "batch", "sequence"])] },
        "'position_ids' has the shape [3, batch, sequence], which has 3 dimensions, not 2. Models with positions in several directions, " +
        "such as those that read images, cannot be drawn from; use one of text alone.");

    [Test]
    public void Keys_and_values_in_one_tensor() => AssertRefused(
        Plain with { MoreInputs = [("past_2", TensorElementType.Float, [2, "batch", 2, "past_length", 4])] },
        "'past_2' holds keys and values in one tensor. Export it with a tensor for each (past_key_values.0.key).");

    [Test]
    public void Heads_that_the_configuration_has_otherwise() => AssertRefused(
        Plain with { OpenHeads = "heads" },
        "'present.0.key' has the shape [1, 2, 2, 4] after 2 tokens, where 'past_key_values.0.key' promises [1, 8, 2, 4]. Export it with " +
        "a cache that grows by the tokens, or correct its configuration.",
        """{"max_position_embeddings": 64, "num_key_value_heads": 8}""");

    [Test]
    public void Weights_that_are_not_there()
    {
        var path = (Plain with { ExternalName = "model.weights" }).Write(_folder);
        File.Delete(Path.Combine(_folder, "model.weights"));
        Assert.That(
            () => new OnnxCandidateSource(path),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Model file '{path}' keeps weights in 'model.weights', which is not beside it. Fetch that file too."));
    }

    [TestCase(OnnxProvider.Cuda, "Microsoft.ML.OnnxRuntime.Gpu")]
    [TestCase(OnnxProvider.DirectMl, "Microsoft.ML.OnnxRuntime.DirectML")]
    public void A_provider_that_the_native_library_has_not(OnnxProvider provider, string package)
    {
        var path = Plain.Write(_folder);
        Assert.That(
            () => new OnnxCandidateSource(path, new OnnxOptions { Provider = provider, Device = 1 }),
            Throws.TypeOf<ModelException>().With.Message.StartsWith(
                $"The model cannot be computed by {provider}, device 1: ").And.Message.Contains($"Reference {package} in the application"));
    }

    [Test]
    public void Several_batches_at_a_time_by_DirectML() => Assert.That(
        () => new OnnxCandidateSource("model.onnx", new OnnxOptions { Provider = OnnxProvider.DirectMl, Workers = 2 }),
        Throws.TypeOf<OptionException>().With.Message.EqualTo(
            "Invalid value '2' for OnnxOptions.Workers: expected 1 by DirectML, which computes one batch at a time. Leave it out."));

    [Test]
    public void A_device_below_zero() => Assert.That(
        () => new OnnxCandidateSource("model.onnx", new OnnxOptions { Provider = OnnxProvider.Cuda, Device = -1 }),
        Throws.TypeOf<OptionException>().With.Message.EqualTo(
            "Invalid value '-1' for OnnxOptions.Device: expected at least 0. Use 0 for the first device."));

    private OnnxCandidateSource Open(TableDecoder decoder, string? configuration) => new(decoder.Write(_folder, configuration));

    private void AssertRefused(TableDecoder decoder, string reason, string? configuration = null) => Assert.That(
        () => Open(decoder, configuration),
        Throws.TypeOf<ModelException>().With.Message.EqualTo(
            $"Model '{Path.Combine(_folder, "model.onnx")}' cannot be drawn from: {reason}"));
}
