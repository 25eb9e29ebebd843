using System.Runtime.CompilerServices;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference.Chat;

/// <summary>
/// A chat client that draws several answers from another client and returns the one with the best expected metric. The response's
/// additional properties describe the selection (read them by <see cref="ChatSelection.Of"/>), and its usage has the tokens of all calls.
/// Safe for concurrent callers.
/// </summary>
/// <remarks>
/// From an inner client that provides an <see cref="ICandidateSource"/> service, such as a <see cref="LanguageModelChatClient"/>, all
/// candidates are drawn directly; clients between the two are bypassed. In requests with tools, answers vote first by kind, where tool
/// calls need the majority; then tool calls vote by name and arguments, and the most frequent is returned with all messages of its turn. A
/// request may set metric, rule and number of answers by the additional properties <see cref="MetricProperty"/>, <see cref="RuleProperty"/>
/// and <see cref="CountProperty"/>. Disposing it disposes the inner client immediately; a request in progress still selects among the
/// answers it has, and a later one is an <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class MetricAwareChatClient : DelegatingChatClient
{
    /// <summary>
    /// The metric, a text for <see cref="MetricCatalogue.Parse"/>, among a request's and a response's additional properties.
    /// </summary>
    public const string MetricProperty = "accelerated.metric";

    /// <summary>The number of answers to draw, a whole number of at least 1, among a request's additional properties.</summary>
    public const string CountProperty = "accelerated.n";

    /// <summary>The rule, <c>candidates</c> or <c>bayes</c>, among a request's additional properties.</summary>
    public const string RuleProperty = "accelerated.rule";

    /// <summary>
    /// The expected metric of the answer among a response's additional properties; left out where it is not finite.
    /// </summary>
    public const string ExpectedProperty = "accelerated.expected";

    /// <summary>The number of answers drawn among a response's additional properties.</summary>
    public const string DrawnProperty = "accelerated.drawn";

    /// <summary>The number of answers asked for among a response's additional properties.</summary>
    public const string RequestedProperty = "accelerated.requested";

    /// <summary>
    /// Why answers are missing, a text, among a response's additional properties; left out where all were drawn.
    /// </summary>
    public const string FailureProperty = "accelerated.failure";

    private readonly MetricAwareOptions _options;
    private readonly ChatSourceOptions _chat;
    private readonly DecodingOptions _decoding;
    private readonly ICandidateSource? _model;
    private readonly ChatDecoders _decoders;
    private readonly ILogger? _logger;
    private readonly Lock _lock = new();
    private int _underWay;
    private bool _disposed;

    /// <summary>Makes a client metric-aware.</summary>
    /// <param name="inner">The client that answers.</param>
    /// <param name="metric">The metric whose expected value is optimised.</param>
    /// <param name="options">How many answers are drawn, and how one is selected; null for the defaults.</param>
    /// <param name="logger">Receives each selection, failed calls, what the service cannot do, and fallbacks; null for none.</param>
    /// <exception cref="OptionException">
    /// An option is not allowed, or the weights need log-probabilities and the client gives none.
    /// </exception>
    public MetricAwareChatClient(
        IChatClient inner, Metric metric, MetricAwareOptions? options = null, ILogger<MetricAwareChatClient>? logger = null)
        : base(inner)
    {
        ArgumentNullException.ThrowIfNull(metric);
        _options = options ?? new MetricAwareOptions();
        _decoding = _options.Decoding ?? MetricAwareOptions.ChatDecoding;
        _logger = logger;
        var selection = (_options.Selection ?? new SelectionOptions(metric)) with { Metric = metric };
        var needsLogProbabilities = selection.Weights.IsByModel() || _decoding.DecisionTemperature != 1;
        _chat = needsLogProbabilities ? _options.Chat with { LogProbabilities = true } : _options.Chat;
        _model = inner.GetService<ICandidateSource>();
        var source = _model ?? new ChatCandidateSource(inner, _chat, logger);
        _decoders = new ChatDecoders(source, selection, _decoding, logger, _options.Selectors);
    }

    /// <inheritdoc/>
    /// <exception cref="OptionException">
    /// A property of the request is not allowed, or it names a conversation that N calls would write into.
    /// </exception>
    /// <exception cref="PromptException">The conversation is empty.</exception>
    /// <exception cref="SourceException">
    /// Every call failed; where only some did, <see cref="ChatSelection.Failure"/> says so.
    /// </exception>
    /// <exception cref="DecodingException">An answer is of a kind that <see cref="DecodingOptions.Samples"/> refuses.</exception>
    /// <exception cref="DrawingException">
    /// Fewer answers than the quorum, or they lack the log-probabilities that the weights need.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The client was disposed before.</exception>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        SelectAsync(messages, options, streams: false, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// The selected answer is known only when all are drawn, so it comes in one piece; calls for one answer each are streamed from the
    /// service.
    /// </remarks>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await SelectAsync(messages, options, streams: true, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_lock)
            {
                _disposed = true;
                DisposeWhenDone();
            }
        }

        base.Dispose(disposing);
    }

    // The last request in progress when the client is disposed disposes the engines.
    private void DisposeWhenDone()
    {
        if (_disposed && _underWay == 0)
        {
            _decoders.Dispose();
        }
    }

    private void Enter()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _underWay++;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _underWay--;
            DisposeWhenDone();
        }
    }

    private async Task<ChatResponse> SelectAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, bool streams, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        Enter();
        try
        {
            return await DecodeAsync(messages, options, streams, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private async Task<ChatResponse> DecodeAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, bool streams, CancellationToken cancellationToken)
    {
        var request = ChatRequest.Of(options);
        var decoder = _decoders.Of(request.Metric, request.Rule, out var isOwned);
        try
        {
            var decoding = DecodingOf(request);
            var drawing = DrawingOf([.. messages], request, decoding, streams);
            var decided = request.Options?.Tools is { Count: > 0 }
                ? await ChatKinds.DecodeAsync(drawing, decoder, _decoders.OfCalls(), decoding, cancellationToken).ConfigureAwait(false)
                : await decoder.With(drawing.Source, decoding).DecodeAsync(drawing.Prompt, cancellationToken).ConfigureAwait(false);
            return Answer(decided, drawing, request.Metric ?? decoder.Metric);
        }
        finally
        {
            if (isOwned)
            {
                decoder.Dispose();
            }
        }
    }

    private DecodingOptions DecodingOf(ChatRequest request)
    {
        var sampling = ChatSampling.Of(request.Options, _decoding.Sampling);
        if (_model is not null && sampling.MaxTokens == SamplingOptions.LargestMaxTokens)
        {
            // A local model reserves room for all tokens that it may draw.
            sampling = sampling with { MaxTokens = LanguageModelChatClient.DefaultMaxTokens };
        }

        var count = request.Count ?? _decoding.Candidates;
        return _decoding with { Candidates = count, Quorum = Math.Min(_decoding.Quorum, count), Sampling = sampling };
    }

    private ChatDrawing DrawingOf(IReadOnlyList<ChatMessage> messages, ChatRequest request, DecodingOptions decoding, bool streams)
    {
        if (_model is not null)
        {
            return new ChatDrawing.OfModel(_model, messages, request.Options);
        }

        // Without seeds, an inner cache would answer equal calls with one answer.
        var hasSeed = request.Options?.Seed is not null
            || _decoding.Sampling.Seed != new SamplingOptions().Seed
            || InnerClient.GetService<CachingChatClient>() is not null;
        var chat = _chat with { Call = request.Options, Streams = streams, SendsSeed = _chat.SendsSeed && hasSeed, Preamble = [] };
        return new ChatDrawing.OfService(InnerClient, chat, messages, decoding.Sampling.FirstCandidate, _logger);
    }

    private ChatResponse Answer(Decoding decoding, ChatDrawing drawing, string metric)
    {
        var chosen = decoding.Chosen;
        var response = drawing.ResponseOf(chosen ?? decoding.Samples[0], decoding.Samples);
        var isRecord = decoding.Selection is { Value: not null, Fields.Count: > 0 };
        if (chosen is null || (isRecord && !drawing.CallsTools(chosen.Index)))
        {
            response.Messages = [new ChatMessage(ChatRole.Assistant, decoding.Text) { MessageId = response.ResponseId }];
        }

        var selection = decoding.Selection;
        new ChatSelection(
            double.IsFinite(selection.Expected) ? selection.Expected : null,
            decoding.Samples.Count,
            decoding.Requested,
            chosen is not null && drawing.CallsTools(chosen.Index) ? "exact-match" : metric,
            decoding.Failure?.Message).WriteTo(response.AdditionalProperties ??= []);
        _options.Decided?.Invoke(response, decoding);
        return response;
    }
}
