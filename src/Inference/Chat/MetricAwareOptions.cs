using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>How a chat client, or a service's candidates, are made metric-aware.</summary>
public sealed record MetricAwareOptions
{
    /// <summary>The way of drawing by default around a chat client: 16 answers, with no limit of tokens but the service's.</summary>
    public static DecodingOptions ChatDecoding { get; } = new() { Candidates = 16, Sampling = new SamplingOptions { MaxTokens = SamplingOptions.LargestMaxTokens } };

    /// <summary>
    /// How many answers are drawn and how they vote. Null for the defaults: around a chat client <see cref="ChatDecoding"/>, with a source
    /// of the application's those of <see cref="DecodingOptions"/>.
    /// </summary>
    public DecodingOptions? Decoding { get; init; }

    /// <summary>How the best is selected; its metric gives way to the one named beside these options. Null for the defaults.</summary>
    public SelectionOptions? Selection { get; init; }

    /// <summary>
    /// How a chat client's service is called; of no effect with other sources. Its preamble and call options are those of each request, and
    /// seeds are sent only where the request, or <see cref="Decoding"/>, names another than the default.
    /// </summary>
    public ChatSourceOptions Chat { get; init; } = new();

    /// <summary>
    /// Is given each response of a chat client before it is returned, with the whole decoding behind it: samples, votes, ranking, failures.
    /// The response itself carries plain values only. Called by the request's own thread; an exception ends the request.
    /// </summary>
    public Action<ChatResponse, Decoding>? Decided { get; init; }
}
