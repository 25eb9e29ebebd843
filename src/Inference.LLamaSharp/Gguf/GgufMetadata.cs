namespace Accelerated.Inference.LLamaSharp.Gguf;

/// <summary>The key/value pairs of a GGUF header, as far as they are kept, and what they say of the model.</summary>
/// <param name="path">For messages.</param>
internal sealed class GgufMetadata(string path)
{
    /// <summary>The list of the tokens' names.</summary>
    public const string TokenTexts = "tokenizer.ggml.tokens";

    /// <summary>The list of the tokens' kinds.</summary>
    public const string TokenTypes = "tokenizer.ggml.token_type";

    /// <summary>Single numbers and truth values; of a list of numbers the largest, for a head count may be given per layer.</summary>
    public Dictionary<string, long> Numbers { get; } = [];

    /// <summary>Single texts.</summary>
    public Dictionary<string, string> Texts { get; } = [];

    /// <summary>The tokens' names.</summary>
    public string[] Tokens { get; set; } = [];

    /// <summary>The tokens' kinds.</summary>
    public int[] Types { get; set; } = [];

    /// <summary>What the pairs say.</summary>
    /// <exception cref="ModelException">What a language model must say is missing or out of range.</exception>
    public GgufHeader ToHeader()
    {
        if (Texts.FirstOrDefault(text => text.Value.Length == 0).Key is { } empty)
        {
            throw new ModelException(
                $"Model '{path}' has an empty text for '{empty}', which LLamaSharp cannot read. Give the key a value, or leave it out.",
                path);
        }

        // The other parts of a split model carry tensors only.
        var parts = (int)Math.Clamp(Numbers.GetValueOrDefault("split.count", 1), 1, 99_999);
        if (Numbers.GetValueOrDefault("split.no") > 0)
        {
            return new GgufHeader(Texts.GetValueOrDefault("general.architecture", ""), 0, 0, new GgufTokens([]), parts);
        }

        var architecture = Texts.GetValueOrDefault("general.architecture") ?? throw Missing("general.architecture");
        var layers = Size($"{architecture}.block_count");
        var heads = Size($"{architecture}.attention.head_count");
        var keyValueHeads = Size($"{architecture}.attention.head_count_kv", heads);
        var width = Math.Max(1, Size($"{architecture}.embedding_length") / heads);
        var key = Size($"{architecture}.attention.key_length", width);
        var value = Size($"{architecture}.attention.value_length", width);
        var cacheNumbers = (double)layers * keyValueHeads * (key + value);
        return Tokens.Length > 0
            ? new GgufHeader(
                architecture, (int)Size($"{architecture}.context_length"), (long)Math.Min(cacheNumbers, 1L << 60), Vocabulary(), parts)
            : throw Missing(TokenTexts);
    }

    private GgufTokens Vocabulary()
    {
        // llama.cpp ends the process over a name that occurs twice.
        var names = new HashSet<string>();
        if (Tokens.FirstOrDefault(token => token.Length > 0 && !names.Add(token)) is { } twice)
        {
            throw new ModelException(
                $"Model '{path}' names two of its tokens '{twice}'; each name must be unique. Convert the model again.", path);
        }

        return new GgufTokens(Tokens)
        {
            Types = Types,
            Start = Token("bos_token_id"),
            AddsStart = Numbers.TryGetValue("tokenizer.ggml.add_bos_token", out var adds) ? adds != 0 : null,
            End = Token("eos_token_id"),
            TurnEnds = [.. new[] { Token("eot_token_id"), Token("eom_token_id") }.OfType<int>()],
            ChatTemplate = Texts.GetValueOrDefault("tokenizer.chat_template"),
        };
    }

    // Files say -1, as an unsigned number too, where there is no such token.
    private int? Token(string key) =>
        Numbers.TryGetValue($"tokenizer.ggml.{key}", out var id) && id >= 0 && id < Tokens.Length ? (int)id : null;

    private long Size(string key, long otherwise = 0)
    {
        var value = Numbers.GetValueOrDefault(key, otherwise);
        if (value is >= 1 and <= int.MaxValue)
        {
            return value;
        }

        var damage = FormattableString.Invariant($"Model '{path}' is damaged: '{key}' is {value}. Download it again.");
        throw Numbers.ContainsKey(key) ? new ModelException(damage, path) : Missing(key);
    }

    private ModelException Missing(string key) =>
        new($"Model '{path}' does not say '{key}'; a language model must. Use a GGUF file of a text generation model.", path);
}
