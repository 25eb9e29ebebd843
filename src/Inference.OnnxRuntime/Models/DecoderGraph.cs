using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>What a decoder takes and gives, found in its metadata; what does not fit is refused with its name and type.</summary>
internal sealed class DecoderGraph
{
    private readonly string _path;
    private readonly IReadOnlyDictionary<string, NodeMetadata> _inputs;
    private readonly IReadOnlyDictionary<string, NodeMetadata> _outputs;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public DecoderGraph(InferenceSession session, string path, ModelConfiguration configuration)
    {
        _path = path;
        _inputs = session.InputMetadata;
        _outputs = session.OutputMetadata;
        var names = configuration.Names;
        Require(
            !configuration.IsEncoderDecoder && !_inputs.Keys.Any(name => name.Contains("encoder", StringComparison.Ordinal)),
            "it reads a text with an encoder, and only models that are all decoder can be drawn from. Use one of those");
        Require(
            _inputs.ContainsKey(names.Ids) || !_inputs.ContainsKey("inputs_embeds"),
            "it takes embeddings ('inputs_embeds') that another model makes of tokens. Export the two as one, with input_ids");
        Ids = Whole(names.Ids, 2) ?? throw Refusal($"it has no input '{names.Ids}'; it takes {List(_inputs)}");
        Rows = Fixed(names.Ids, 0, "rows");
        Width = Fixed(names.Ids, 1, "tokens");
        Mask = Whole(names.Mask, 2);
        Positions = Whole(names.Positions, 2);
        CachePositions = Whole("cache_position", 1);
        KeptLogits = Whole("num_logits_to_keep", 1) ?? Whole("logits_to_keep", 1);
        Branch = Find("use_cache_branch", type => type == TensorElementType.Bool, "Boolean", 1);
        Cache = [.. CacheOf(configuration)];
        Require(
            Cache.Count > 0,
            $"it has no inputs for a key/value cache; it takes {List(_inputs)}. Export it with its past (text-generation-with-past)");
        var unknown = _inputs.Where(input => !_known.Contains(input.Key)).ToDictionary();
        Require(
            unknown.Count == 0, $"it needs inputs that none of a decoder's are: {List(unknown)}. Export it as text generation with past");
        Logits = names.Logits;
        Require(
            _outputs.ContainsKey(Logits),
            $"it has no output '{Logits}'; it gives {List(_outputs)}. Export it with its language-model head");
        Require(
            ElementBytes.IsReal(_outputs[Logits].ElementDataType),
            $"'{Logits}' is of type {_outputs[Logits].ElementDataType}, not Float, Float16 or BFloat16. Export it in one of these");
    }

    public TokenInput Ids { get; }

    /// <summary>1 where it was exported for one row alone; null for any number.</summary>
    public int? Rows { get; }

    /// <summary>1 where it was exported for one token at a time; null for any number.</summary>
    public int? Width { get; }

    public TokenInput? Mask { get; }

    public TokenInput? Positions { get; }

    public TokenInput? CachePositions { get; }

    /// <summary>Asks for the logits of so many last tokens.</summary>
    public TokenInput? KeptLogits { get; }

    /// <summary>Chooses between two graphs: without a past, and with one.</summary>
    public TokenInput? Branch { get; }

    public string Logits { get; }

    public TensorElementType LogitsType => _outputs[Logits].ElementDataType;

    /// <summary>The cache; a number of heads or a size that is 0 is not known from metadata or configuration.</summary>
    public IReadOnlyList<CacheTensor> Cache { get; }

    /// <summary>The refusal of a model for a reason that ends with a way out.</summary>
    public ModelException Refusal(string reason) => new($"Model '{_path}' cannot be drawn from: {reason}.", _path);

    public void Require(bool holds, string reason)
    {
        if (!holds)
        {
            throw Refusal(reason);
        }
    }

    private static string List(IReadOnlyDictionary<string, NodeMetadata> nodes)
    {
        var order = nodes.OrderBy(node => CacheName.Read(node.Key, "past", "cache", "present", "new", "kv") is null ? 0 : 1);
        var first = order.Take(6).Select(node => $"'{node.Key}' ({node.Value.ElementDataType} [{Dimensions(node.Value)}])");
        return string.Join(", ", first) + (nodes.Count > 6 ? $" and {nodes.Count - 6} more" : "");
    }

    private static string Dimensions(NodeMetadata node) => string.Join(", ", node.Dimensions.Select((size, i) =>
        size > 0 ? size.ToString(CultureInfo.InvariantCulture)
            : node.SymbolicDimensions.ElementAtOrDefault(i) is { Length: > 0 } name ? name
            : "?"));

    private int? Fixed(string name, int dimension, string what)
    {
        var size = _inputs[name].Dimensions[dimension];
        Require(
            size <= 1,
            $"'{name}' has the shape [{Dimensions(_inputs[name])}], which is for {size} {what}, always. Export it for any number");
        return size == 1 ? 1 : null;
    }

    private TokenInput? Whole(string name, int rank) => Find(name, ElementBytes.IsWhole, "Int64 or Int32", rank);

    private TokenInput? Find(string name, Func<TensorElementType, bool> fits, string types, int rank)
    {
        if (!_inputs.TryGetValue(name, out var node))
        {
            return null;
        }

        _known.Add(name);
        Require(fits(node.ElementDataType), $"'{name}' is of type {node.ElementDataType}, not {types}. Export it with {types}");
        Require(
            node.Dimensions.Length == rank || (rank == 1 && node.Dimensions.Length == 0),
            $"'{name}' has the shape [{Dimensions(node)}], which has {node.Dimensions.Length} dimensions, not {rank}. Models with " +
            "positions in several directions, such as those that read images, cannot be drawn from; use one of text alone");
        return new TokenInput(name, node.ElementDataType, node.Dimensions.Length);
    }

    private IEnumerable<CacheTensor> CacheOf(ModelConfiguration configuration)
    {
        var pasts = Names(_inputs, "past", "cache", "kv", configuration.Names, isPast: true);
        var presents = Names(_outputs, "present", "new", "kv", configuration.Names, isPast: false);
        var joint = _inputs.Keys.FirstOrDefault(name =>
            name.StartsWith("past", StringComparison.Ordinal) && !pasts.ContainsValue(name) && _inputs[name].Dimensions.Length == 5);
        Require(joint is null, $"'{joint}' holds keys and values in one tensor. Export it with a tensor for each (past_key_values.0.key)");
        foreach (var (name, past) in pasts.OrderBy(pair => (pair.Key.Layer, !pair.Key.IsKey)))
        {
            Require(
                presents.ContainsKey(name),
                $"it takes '{past}' and gives nothing back for it; it gives {List(_outputs)}. Export it with its present");
            _known.Add(past);
            yield return Tensor(past, presents[name], name.Layer, configuration);
        }
    }

    private static Dictionary<CacheName, string> Names(
        IReadOnlyDictionary<string, NodeMetadata> nodes, string first, string second, string third, DecoderNames names, bool isPast)
    {
        var found = new Dictionary<CacheName, string>();
        foreach (var node in nodes.Keys)
        {
            if ((names.Read(node, isPast) ?? CacheName.Read(node, first, second, third)) is { } name)
            {
                found.TryAdd(name, node);
            }
        }

        return found;
    }

    private CacheTensor Tensor(string past, string present, int layer, ModelConfiguration configuration)
    {
        var (input, output) = (_inputs[past], _outputs[present]);
        var shape = Dimensions(input);
        Require(
            ElementBytes.IsReal(input.ElementDataType),
            $"'{past}' is of type {input.ElementDataType}, not Float, Float16 or BFloat16. Export it with a cache of one of these");
        Require(
            input.ElementDataType == output.ElementDataType,
            $"'{past}' is of type {input.ElementDataType} and '{present}' of type {output.ElementDataType}. Export it with one for both");
        Require(
            input.Dimensions.Length == 4, $"'{past}' has the shape [{shape}], not [rows, heads, tokens, head size]. Export it with that");
        var (first, second) = (input.Dimensions[1], input.Dimensions[2]);
        Require(
            first <= 0 || second <= 0,
            $"'{past}' has the shape [{shape}], with a fixed number of tokens. Export it with a cache that grows");
        var tokensFirst = first <= 0 && (second > 0 || IsLength(input.SymbolicDimensions.ElementAtOrDefault(1)));
        var heads = new[]
        {
            tokensFirst ? second : first, output.Dimensions.ElementAtOrDefault(tokensFirst ? 2 : 1), configuration.HeadsOf(layer),
        };
        var sizes = new[] { input.Dimensions[3], output.Dimensions.ElementAtOrDefault(3), configuration.HeadSize ?? 0 };
        return new CacheTensor(
            past,
            present,
            heads.FirstOrDefault(count => count > 0),
            sizes.FirstOrDefault(count => count > 0),
            input.ElementDataType,
            tokensFirst);
    }

    private static bool IsLength(string? dimension) =>
        dimension is not null
            && ((string[])["seq", "past", "len"]).Any(word => dimension.Contains(word, StringComparison.OrdinalIgnoreCase));
}
