using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>Options of metric-aware chat clients and decoders.</summary>
public sealed record MetricAwareOptions
{
    /// <summary>The default decoding of a chat client: 16 answers, and no limit of tokens except the service's.</summary>
    public static DecodingOptions ChatDecoding { get; } = new()
    {
        Candidates = 16,
        Sampling = new SamplingOptions { MaxTokens = SamplingOptions.LargestMaxTokens },
    };

    /// <summary>
    /// How many answers are drawn and how they vote. Null for the defaults: <see cref="ChatDecoding"/> for a chat client, those of
    /// <see cref="DecodingOptions"/> for a decoder.
    /// </summary>
    public DecodingOptions? Decoding { get; init; }

    /// <summary>
    /// How the best answer is selected; its metric is replaced by the one given beside these options. Null for the defaults.
    /// </summary>
    public SelectionOptions? Selection { get; init; }

    /// <summary>
    /// How a chat client's service is called; no effect with other sources. Preamble and call options are replaced by those of each
    /// request, and seeds are sent only where the request or <see cref="Decoding"/> sets a seed.
    /// </summary>
    public ChatSourceOptions Chat { get; init; } = new();

    /// <summary>
    /// Receives each response of a chat client before it is returned, with its whole decoding: samples, votes, ranking, failures. Called on
    /// the request's thread; an exception fails the request.
    /// </summary>
    public Action<ChatResponse, Decoding>? Decided { get; init; }

    /// <summary>Gives selectors that outlive a chat client; null where it has its own.</summary>
    internal Func<SelectionOptions, Selector>? Selectors { get; init; }
}
