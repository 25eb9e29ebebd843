using System.Security.Cryptography;
using System.Text.Json;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>
/// The values of the configurations beside a model: <c>config.json</c>, <c>generation_config.json</c> and <c>genai_config.json</c>. Where a
/// model reads images too, that of its text part is nested, and read first.
/// </summary>
/// <param name="ContextLength">Tokens of a prompt and its answer.</param>
/// <param name="StartToken">The token that starts a text.</param>
/// <param name="EndTokens">The tokens that end an answer.</param>
/// <param name="Sha256">Checksum of the model file.</param>
internal sealed record ModelConfiguration(int? ContextLength, int? StartToken, IReadOnlyList<int> EndTokens, string? Sha256)
{
    private const string What = "Model configuration";

    private static readonly string[] LengthNames =
        ["max_position_embeddings", "n_positions", "n_ctx", "max_sequence_length", "max_seq_len", "seq_length", "context_length"];
    private static readonly string[] TextParts = ["text_config", "llm_config", "language_config"];

    /// <summary>Key/value heads, of each layer or of all; empty where the files have none.</summary>
    public IReadOnlyList<int> CacheHeads { get; init; } = [];

    /// <summary>Numbers of a head; null where the files do not have it.</summary>
    public int? HeadSize { get; init; }

    /// <summary>What the model calls its inputs and outputs.</summary>
    public DecoderNames Names { get; init; } = new();

    /// <summary>Whether the model reads a text with one part and writes with another.</summary>
    public bool IsEncoderDecoder { get; init; }

    public static ModelConfiguration Read(string modelPath)
    {
        var folder = new ModelFolder(modelPath);
        var configuration = folder.Find("config.json") is { } path
            ? JsonFile.Read(path, What, Read)
            : new ModelConfiguration(null, null, [], null);
        if (folder.Find("generation_config.json") is { } generation)
        {
            configuration = configuration.With(
                JsonFile.Read(generation, What, root => new ModelConfiguration(null, null, root.Numbers("eos_token_id"), null)));
        }

        return folder.Find("genai_config.json") is { } genai ? configuration.With(JsonFile.Read(genai, What, ReadGenAi)) : configuration;
    }

    /// <summary>Key/value heads of a layer; 0 where they are unknown.</summary>
    public int HeadsOf(int layer) => CacheHeads switch
    {
        [] => 0,
        [var all] => all,
        _ => CacheHeads.ElementAtOrDefault(layer),
    };

    public void CheckHash(string modelPath)
    {
        if (Sha256 is null)
        {
            return;
        }

        var actual = Convert.ToHexStringLower(ModelFile.Read(modelPath, "Model file", SHA256.HashData));
        if (!actual.Equals(Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelException(
                $"Model file '{modelPath}' is damaged: its SHA-256 is {actual}, its configuration says {Sha256}. Fetch it again.",
                modelPath);
        }
    }

    private static ModelConfiguration Read(JsonElement root)
    {
        JsonElement[] parts = [.. TextParts.Select(name => root.Get(name)).OfType<JsonElement>(), root];
        var heads = First(parts, "num_attention_heads", "n_head", "num_heads", "n_heads");
        return new ModelConfiguration(
            First(parts, LengthNames) is [var length, ..] ? length : null,
            First(parts, "bos_token_id") is [var start, ..] ? start : null,
            [.. parts.SelectMany(part => part.Numbers("eos_token_id")).Distinct()],
            root.Text("sha256"))
        {
            CacheHeads = First(parts, "num_key_value_heads", "num_kv_heads", "n_head_kv") is { Length: > 0 } own ? own
                : parts.Any(part => part.Get("multi_query") is { ValueKind: JsonValueKind.True }) ? [1]
                : heads,
            HeadSize = First(parts, "head_dim") is [var size, ..] ? size
                : heads is [> 0 and var count] && First(parts, "hidden_size", "n_embd", "d_model") is [var width, ..] ? width / count
                : null,
            IsEncoderDecoder = root.Flag("is_encoder_decoder"),
        };
    }

    private static ModelConfiguration ReadGenAi(JsonElement root)
    {
        if (root.Get("model") is not { } model)
        {
            return new ModelConfiguration(null, null, [], null);
        }

        var decoder = model.Get("decoder") ?? default;
        return new ModelConfiguration(
            model.Numbers("context_length") is [var length, ..] ? length : null,
            model.Numbers("bos_token_id") is [var start, ..] ? start : null,
            model.Numbers("eos_token_id"),
            null)
        {
            CacheHeads = decoder.Numbers("num_key_value_heads"),
            HeadSize = decoder.Numbers("head_size") is [var size, ..] ? size : null,
            Names = Named(decoder.Get("inputs") ?? default, decoder.Get("outputs") ?? default),
        };
    }

    private static DecoderNames Named(JsonElement inputs, JsonElement outputs)
    {
        var usual = new DecoderNames();
        (string? Pattern, bool IsKey, bool IsPast)[] cache =
        [
            (inputs.Text("past_key_names"), true, true), (inputs.Text("past_value_names"), false, true),
            (outputs.Text("present_key_names"), true, false), (outputs.Text("present_value_names"), false, false),
        ];
        return new DecoderNames
        {
            Ids = inputs.Text("input_ids") ?? usual.Ids,
            Mask = inputs.Text("attention_mask") ?? usual.Mask,
            Positions = inputs.Text("position_ids") ?? usual.Positions,
            Logits = outputs.Text("logits") ?? usual.Logits,
            Cache = [.. cache.Where(name => name.Pattern is not null).Select(name => (name.Pattern!, name.IsKey, name.IsPast))],
        };
    }

    private static int[] First(JsonElement[] parts, params string[] names) =>
        parts.SelectMany(part => names.Select(name => part.Numbers(name))).FirstOrDefault(found => found.Length > 0) ?? [];

    // Values missing here are taken from the other; end tokens of both end an answer.
    private ModelConfiguration With(ModelConfiguration other) => this with
    {
        ContextLength = ContextLength ?? other.ContextLength,
        StartToken = StartToken ?? other.StartToken,
        EndTokens = [.. EndTokens.Union(other.EndTokens)],
        CacheHeads = CacheHeads.Count > 0 ? CacheHeads : other.CacheHeads,
        HeadSize = HeadSize ?? other.HeadSize,
        Names = other.Names,
    };
}
