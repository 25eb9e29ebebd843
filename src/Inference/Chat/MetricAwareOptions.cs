namespace Accelerated.Inference;

/// <summary>How a chat client, or a service's candidates, are made metric-aware.</summary>
public sealed record MetricAwareOptions
{
    /// <summary>How many answers are drawn and how they vote: 16 by default, with no limit of tokens but the service's.</summary>
    public DecodingOptions Decoding { get; init; } = new() { Candidates = 16, Sampling = new SamplingOptions { MaxTokens = SamplingOptions.LargestMaxTokens } };

    /// <summary>How the best is selected; its metric gives way to the one named beside these options. Null for the defaults.</summary>
    public SelectionOptions? Selection { get; init; }

    /// <summary>How the service is called; its preamble and call options are those of each request.</summary>
    public ChatSourceOptions Chat { get; init; } = new();
}
