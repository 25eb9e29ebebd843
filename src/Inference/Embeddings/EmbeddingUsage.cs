namespace Accelerated.Inference.Embeddings;

/// <summary>What embeddings have cost so far.</summary>
/// <param name="Texts">Texts that needed a vector; one that several candidates of a list share counts once.</param>
/// <param name="Embedded">Those that the generator was asked for; the others were remembered.</param>
/// <param name="Calls">Calls of the generator.</param>
/// <param name="InputTokens">Tokens that it read, as far as it tells; null where it never did.</param>
public readonly record struct EmbeddingUsage(long Texts, long Embedded, long Calls, long? InputTokens)
{
    internal EmbeddingUsage Plus(long texts, long embedded, long calls, long? tokens) => new(
        Texts + texts, Embedded + embedded, Calls + calls, tokens is null ? InputTokens : (InputTokens ?? 0) + tokens);
}
