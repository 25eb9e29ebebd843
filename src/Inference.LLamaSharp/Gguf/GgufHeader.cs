namespace Accelerated.Inference.LLamaSharp.Gguf;

/// <summary>What a GGUF file says of its model before any weight is read.</summary>
/// <param name="Architecture">The model family, such as llama; names the keys of its sizes.</param>
/// <param name="ContextLength">The longest text the model was trained on, in tokens.</param>
/// <param name="CacheNumbersPerToken">
/// Numbers a token takes in the key/value cache: layers x key/value heads x (key + value width). An upper bound where layers share or
/// window their cache.
/// </param>
/// <param name="Tokens">The vocabulary.</param>
/// <param name="Parts">How many files the model is split into; 1 where it is whole.</param>
internal sealed record GgufHeader(string Architecture, int ContextLength, long CacheNumbersPerToken, GgufTokens Tokens, int Parts);
