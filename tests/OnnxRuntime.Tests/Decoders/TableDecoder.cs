using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.Tests;

/// <summary>
/// A decoder whose logits are known: a row of a table for the last token, plus what all tokens in the cache add up to in each tensor, the
/// last position, the length of the mask, and whether a past was told, each times a direction of its own. So a cache that is cut, mixed up
/// or lost shows, and so does any input that is wrong.
/// </summary>
public sealed record TableDecoder
{
    public const int Vocabulary = 40;

    private const TensorElementType Float = TensorElementType.Float;

    public int[] Heads { get; init; } = [2, 2];

    public int KeySize { get; init; } = 4;

    public int ValueSize { get; init; } = 4;

    public TensorElementType CacheType { get; init; } = Float;

    public TensorElementType LogitsType { get; init; } = Float;

    public TensorElementType TokenType { get; init; } = TensorElementType.Int64;

    /// <summary>Rows and tokens that the metadata of the ids tells; null where it leaves them open.</summary>
    public int? Rows { get; init; }

    public int? Width { get; init; }

    public bool HasMask { get; init; } = true;

    public bool HasPositions { get; init; } = true;

    public bool HasCachePositions { get; init; }

    public bool HasBranch { get; init; }

    /// <summary>The name of the input that asks for the last logits, and its rank; null for none.</summary>
    public (string Name, int Rank)? KeptLogits { get; init; }

    public bool OnlyLastLogits { get; init; }

    public bool HasFlatLogits { get; init; }

    public bool TokensFirst { get; init; }

    /// <summary>Names of heads and head sizes that the metadata of inputs leaves open; null where it tells them.</summary>
    public string? OpenHeads { get; init; }

    public string? OpenSize { get; init; }

    public bool OutputsTellSizes { get; init; }

    public string Past { get; init; } = "past_key_values.{0}.{1}";

    public string Present { get; init; } = "present.{0}.{1}";

    public string Ids { get; init; } = "input_ids";

    public string Logits { get; init; } = "logits";

    /// <summary>More inputs, which nothing reads.</summary>
    public (string Name, TensorElementType Type, object[] Shape)[] MoreInputs { get; init; } = [];

    public string? ExternalName { get; init; }

    /// <summary>Writes the model, its configuration and a tokenizer, and gives the model's path.</summary>
    public string Write(string folder, string? configuration = null)
    {
        var path = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(path, Build(ExternalName is null ? null : (folder, ExternalName)));
        File.WriteAllText(Path.Combine(folder, "config.json"), configuration ?? """{"max_position_embeddings": 64, "eos_token_id": 39}""");
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Tokenizer());
        return path;
    }

    /// <summary>Natural logarithms of the probabilities after these tokens.</summary>
    /// <param name="tokens">All tokens, of prompt and answer.</param>
    /// <param name="past">How many of them were in the cache when the last were read.</param>
    public double[] LogProbabilities(IReadOnlyList<int> tokens, int past)
    {
        var logits = Enumerable.Range(0, Vocabulary).Select(id => (double)Table(tokens[^1], id)).ToArray();
        for (var layer = 0; layer < Heads.Length; layer++)
        {
            for (var isKey = 0; isKey < 2; isKey++)
            {
                var sum = tokens.Sum(token => (double)Share(token)) * Heads[layer] * (isKey == 1 ? KeySize : ValueSize);
                Add(sum, (2 * layer) + isKey);
            }
        }

        Add(HasPositions ? tokens.Count - 1 : 0, 20);
        Add(HasMask ? tokens.Count : 0, 21);
        Add(HasCachePositions ? tokens.Count - 1 : 0, 22);
        Add(HasBranch && past > 0 ? 1 : 0, 23);
        var largest = logits.Max();
        var total = largest + Math.Log(logits.Sum(value => Math.Exp(value - largest)));
        return [.. logits.Select(value => value - total)];

        void Add(double amount, int direction)
        {
            for (var id = 0; id < Vocabulary; id++)
            {
                logits[id] += amount * Direction(direction, id);
            }
        }
    }

    private static float Share(int token) => (token % 5) / 4f;

    private static float Table(int token, int id) => (((token * 7) + (id * 13)) % 11) / 4f;

    private static float Direction(int which, int id) => ((((which * 3) + (id * (which + 2))) % 7) - 3) / 32f;

    private static string Tokenizer()
    {
        var words = string.Join(", ", Enumerable.Range(0, Vocabulary).Select(id => $"\"t{id}\": {id}"));
        return $$"""
            {"added_tokens": [], "normalizer": null, "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": null, "decoder": null,
             "model": {"type": "WordLevel", "unk_token": "t0", "vocab": { {{words}} } } }
            """;
    }

    private byte[] Build((string, string)? external)
    {
        var onnx = new OnnxWriter { External = external };
        onnx.Input(Ids, TokenType, Rows ?? (object)"batch", Width ?? (object)"sequence");
        var ids = onnx.Cast(Ids, TensorElementType.Int64);
        var table = onnx.Constant(
            [.. Enumerable.Range(0, Vocabulary * Vocabulary).Select(i => Table(i / Vocabulary, i % Vocabulary))], Vocabulary, Vocabulary);
        var shares = onnx.Constant([.. Enumerable.Range(0, Vocabulary).Select(Share)], Vocabulary);
        var logits = onnx.Node("Gather", [table, ids]);
        var share = onnx.Node("Gather", [shares, ids]);
        for (var layer = 0; layer < Heads.Length; layer++)
        {
            logits = AddCache(onnx, logits, share, layer, isKey: true);
            logits = AddCache(onnx, logits, share, layer, isKey: false);
        }

        if (HasMask)
        {
            onnx.Input("attention_mask", TokenType, "batch", "total");
            logits = Add(
                onnx, logits, onnx.Node("ReduceSum", [onnx.Cast("attention_mask", Float), Axis(onnx, 1)], null, ("keepdims", 1)), 21);
        }

        if (HasPositions)
        {
            onnx.Input("position_ids", TokenType, "batch", "sequence");
            logits = Add(onnx, logits, onnx.Cast("position_ids", Float), 20);
        }

        if (HasCachePositions)
        {
            onnx.Input("cache_position", TokenType, "sequence");
            logits = Add(onnx, logits, onnx.Node("Unsqueeze", [onnx.Cast("cache_position", Float), Axis(onnx, 0)]), 22);
        }

        if (HasBranch)
        {
            onnx.Input("use_cache_branch", TensorElementType.Bool, 1);
            logits = Add(onnx, logits, onnx.Node("Unsqueeze", [onnx.Cast("use_cache_branch", Float), Axis(onnx, 0)]), 23);
        }

        foreach (var (name, type, shape) in MoreInputs)
        {
            onnx.Input(name, type, shape);
        }

        logits = Last(onnx, logits);
        onnx.Cast(logits, LogitsType, Logits);
        onnx.Output(Logits, LogitsType, HasFlatLogits ? ["batch", Vocabulary] : ["batch", "kept", Vocabulary]);
        return onnx.Finish();
    }

    private string Last(OnnxWriter onnx, string logits)
    {
        if (KeptLogits is var (name, rank))
        {
            onnx.Input(name, TensorElementType.Int64, rank == 0 ? [] : [1]);
            var count = onnx.Node("Reshape", [name, onnx.Whole([1], 1)]);
            logits = onnx.Node("Slice", [logits, onnx.Node("Neg", [count]), onnx.Whole([long.MaxValue], 1), Axis(onnx, 1)]);
        }

        if (OnlyLastLogits || HasFlatLogits)
        {
            logits = onnx.Node("Slice", [logits, onnx.Whole([-1], 1), onnx.Whole([long.MaxValue], 1), Axis(onnx, 1)]);
        }

        return HasFlatLogits ? onnx.Node("Squeeze", [logits, Axis(onnx, 1)]) : logits;
    }

    private string AddCache(OnnxWriter onnx, string logits, string share, int layer, bool isKey)
    {
        var (heads, size) = (Heads[layer], isKey ? KeySize : ValueSize);
        var (past, present) = (Name(Past, layer, isKey), Name(Present, layer, isKey));
        object[] shape = [OpenHeads ?? (object)heads, OpenSize ?? (object)size];
        object[] told = OutputsTellSizes ? [heads, size] : shape;
        onnx.Input(
            past, CacheType, TokensFirst ? ["batch", "past_length", shape[0], shape[1]] : ["batch", shape[0], "past_length", shape[1]]);
        onnx.Output(present, CacheType, TokensFirst ? ["batch", "total", told[0], told[1]] : ["batch", told[0], "total", told[1]]);
        var wide = onnx.Node("Unsqueeze", [share, onnx.Whole(TokensFirst ? [2, 3] : [1, 3], 2)]);
        var repeats = onnx.Whole(TokensFirst ? [1, 1, heads, size] : [1, heads, 1, size], 4);
        if (OpenHeads is not null && !OutputsTellSizes)
        {
            // Through the ids, so that no look at the graph alone can tell.
            var least = onnx.Node("ReduceMin", [onnx.Cast(Ids, TensorElementType.Int64)], null, ("keepdims", 0));
            repeats = onnx.Node("Add", [repeats, onnx.Node("Mul", [onnx.Node("Unsqueeze", [least, Axis(onnx, 0)]), onnx.Whole([0], 1)])]);
        }

        var tiled = onnx.Node("Tile", [wide, repeats]);
        onnx.Node("Concat", [past, onnx.Cast(tiled, CacheType)], present, ("axis", TokensFirst ? 1 : 2));
        var sum = onnx.Node("ReduceSum", [onnx.Cast(present, Float), onnx.Whole([1, 2, 3], 3)], null, ("keepdims", 0));
        return Add(onnx, logits, onnx.Node("Unsqueeze", [sum, Axis(onnx, 1)]), (2 * layer) + (isKey ? 1 : 0));
    }

    private static string Name(string pattern, int layer, bool isKey) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, layer, isKey ? "key" : "value", isKey ? "k" : "v");

    // Adds an amount a row, or a row and token, in a direction.
    private static string Add(OnnxWriter onnx, string logits, string amounts, int direction)
    {
        var directions = onnx.Constant([.. Enumerable.Range(0, Vocabulary).Select(id => Direction(direction, id))], 1, 1, Vocabulary);
        return onnx.Node("Add", [logits, onnx.Node("Mul", [onnx.Node("Unsqueeze", [amounts, Axis(onnx, 2)]), directions])]);
    }

    private static string Axis(OnnxWriter onnx, long axis) => onnx.Whole([axis], 1);
}
