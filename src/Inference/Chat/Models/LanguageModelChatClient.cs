using System.Runtime.CompilerServices;
using Accelerated.Inference.Scoring;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// A chat client over a local model: applies the model's chat template and draws one answer per request with the request's temperature,
/// top-p, top-k, seed, stop sequences and limit. Safe for concurrent callers.
/// </summary>
/// <remarks>
/// A model without a chat template answers a single user message and refuses longer conversations. A request without a seed gets a random
/// one. Inside <c>UseMetricAware</c>, all candidates are drawn from the model directly.
/// </remarks>
internal sealed class LanguageModelChatClient : IChatClient
{
    /// <summary>The most tokens of an answer where the request does not say.</summary>
    public const int DefaultMaxTokens = 512;

    private readonly ILanguageModel _model;
    private readonly SamplingOptions _sampling;
    private readonly ChatClientMetadata _metadata;

    /// <summary>A client over a model.</summary>
    /// <param name="model">The model; disposed by the caller.</param>
    /// <param name="sampling">
    /// How it draws what a request leaves open; null for the model's own distribution and <see cref="DefaultMaxTokens"/>.
    /// </param>
    /// <exception cref="OptionException">A sampling option is not allowed.</exception>
    public LanguageModelChatClient(ILanguageModel model, SamplingOptions? sampling = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _sampling = sampling ?? new SamplingOptions { MaxTokens = DefaultMaxTokens };
        _sampling.Validate();
        _model = model;
        _metadata = new ChatClientMetadata("accelerated", null, model.Name);
    }

    /// <inheritdoc/>
    /// <exception cref="PromptException">The conversation is empty or does not fit, or the model has no template for it.</exception>
    /// <exception cref="OptionException">
    /// A sampling option is not allowed, or the request has tools, a conversation id, penalties or a JSON format.
    /// </exception>
    /// <exception cref="SourceException">The model failed.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var prompt = ModelChat.PromptOf(_model, [.. messages], options);
        var drawn = await DrawnSet.CollectAsync(_model, prompt, 1, Sampling(options), cancellationToken).ConfigureAwait(false);
        var candidate = drawn.Candidates[0];
        var id = Guid.NewGuid().ToString("N");
        return new ChatResponse(ModelChat.MessageOf(candidate, id))
        {
            ResponseId = id,
            ModelId = _model.Name,
            CreatedAt = DateTimeOffset.UtcNow,
            FinishReason = ModelChat.FinishOf(candidate.Finish),
            Usage = ModelChat.UsageOf(_model, prompt, drawn.Candidates),
        };
    }

    /// <inheritdoc/>
    /// <remarks>A source returns whole candidates, so the answer comes in one piece, after its reasoning.</remarks>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Also returns the model as <see cref="ILanguageModel"/>, <see cref="ICandidateSource"/> or <see cref="IContinuationScorer"/>.
    /// </remarks>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_model) ? _model
            : null;
    }

    /// <summary>Does nothing: the model belongs to the caller.</summary>
    public void Dispose()
    {
    }

    private SamplingOptions Sampling(ChatOptions? options) =>
        ChatSampling.Of(options, _sampling) with { Seed = options?.Seed ?? Random.Shared.NextInt64() };
}
