using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference;

/// <summary>
/// A chat client that draws several answers from another and returns the one of the best expected metric, with the whole
/// <see cref="Decoding"/> under <see cref="DecodingProperty"/> in the response's additional properties and the tokens of all calls in its usage.
/// Safe for concurrent callers. Requests with tools go through as they are: a call of a tool is no text to vote on.
/// </summary>
/// <remarks>
/// Disposing it disposes the inner client at once. A request under way still selects among the answers it has; what its other calls do is up to
/// the inner client. A later request is an <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class MetricAwareChatClient : DelegatingChatClient
{
    /// <summary>Names the <see cref="Decoding"/> among a response's additional properties.</summary>
    public const string DecodingProperty = "accelerated.decoding";

    /// <summary>Names the expected metric of the answer, a number, among a response's additional properties.</summary>
    public const string ExpectedProperty = "accelerated.expected";

    /// <summary>Names the number of answers drawn among a response's additional properties.</summary>
    public const string DrawnProperty = "accelerated.drawn";

    private readonly MetricAwareOptions _options;
    private readonly DecodingOptions _decoding;
    private readonly Decoder _decoder; // one for all requests, so that engines are started once
    private readonly Lock _lock = new();
    private int _underWay;
    private bool _disposed;

    /// <summary>Makes a client metric-aware.</summary>
    /// <param name="inner">The client that answers.</param>
    /// <param name="metric">The metric whose expected value is to be the best.</param>
    /// <param name="options">How many answers are drawn, and how one is selected; null for the defaults.</param>
    /// <param name="logger">Is told each selection, failed calls and fall-backs; null for none.</param>
    /// <exception cref="OptionException">A selection option is not allowed.</exception>
    /// <exception cref="DecodingException">A decoding option is not allowed.</exception>
    /// <exception cref="SamplingException">A sampling option is not allowed.</exception>
    public MetricAwareChatClient(IChatClient inner, Metric metric, MetricAwareOptions? options = null, ILogger<MetricAwareChatClient>? logger = null) : base(inner)
    {
        ArgumentNullException.ThrowIfNull(metric);
        _options = options ?? new MetricAwareOptions();
        _decoding = _options.Decoding ?? MetricAwareOptions.ChatDecoding;
        var selection = (_options.Selection ?? new SelectionOptions(metric)) with { Metric = metric };
        _decoder = new Decoder(new ChatCandidateSource(inner, _options.Chat, logger), selection, _decoding, logger);
    }

    /// <inheritdoc/>
    /// <exception cref="SourceException">Every call failed; where only some did, the decoding tells it.</exception>
    /// <exception cref="DecodingException">No answer can vote.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed before.</exception>
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        options?.Tools is { Count: > 0 } ? base.GetResponseAsync(messages, options, cancellationToken) : SelectAsync(messages, options, streams: false, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The answer is known when all are drawn, so it comes at once; the calls to the service are streamed.</remarks>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (options?.Tools is { Count: > 0 })
        {
            await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
            {
                yield return update;
            }

            yield break;
        }

        foreach (var update in (await SelectAsync(messages, options, streams: true, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates())
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

    // The last request that is under way when the client is disposed takes the engines with it.
    private void DisposeWhenDone()
    {
        if (_disposed && _underWay == 0)
        {
            _decoder.Dispose();
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

    private async Task<ChatResponse> SelectAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, bool streams, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(messages);
        Enter();
        try
        {
            return await DecodeAsync(messages, options, streams, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private async Task<ChatResponse> DecodeAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, bool streams, CancellationToken cancellation)
    {
        var responses = new ConcurrentDictionary<int, ChatResponse>();
        var chat = _options.Chat with { Call = options, Streams = streams };
        using var source = new ChatCandidateSource(InnerClient, chat, null, (index, _, response) => responses[index] = response);
        var sampling = _decoding.Sampling with { Seed = options?.Seed ?? _decoding.Sampling.Seed };
        var decoding = await _decoder.With(source, _decoding with { Sampling = sampling }).DecodeAsync(Prompt.Of(messages), cancellation).ConfigureAwait(false);
        return Answer(decoding, responses, sampling.FirstCandidate);
    }

    private static ChatResponse Answer(Decoding decoding, ConcurrentDictionary<int, ChatResponse> responses, int first)
    {
        var chosen = decoding.Chosen;
        var carrier = responses[first + (chosen ?? decoding.Samples[0]).Index];
        var message = carrier.Messages.FirstOrDefault(message => message.Text == (chosen?.Text ?? decoding.Text));
        var answer = new ChatResponse(message is null && chosen is not null ? carrier.Messages : [message ?? new ChatMessage(ChatRole.Assistant, decoding.Text)])
        {
            ResponseId = carrier.ResponseId,
            ConversationId = carrier.ConversationId,
            ModelId = carrier.ModelId,
            CreatedAt = carrier.CreatedAt,
            FinishReason = carrier.FinishReason,
            RawRepresentation = carrier.RawRepresentation,
            Usage = Usage(responses.Values.Distinct()),
            AdditionalProperties = carrier.AdditionalProperties?.Clone() ?? [],
        };
        answer.AdditionalProperties[DecodingProperty] = decoding;
        answer.AdditionalProperties[ExpectedProperty] = decoding.Selection.Expected;
        answer.AdditionalProperties[DrawnProperty] = decoding.Samples.Count;
        return answer;
    }

    private static UsageDetails? Usage(IEnumerable<ChatResponse> responses)
    {
        UsageDetails? sum = null;
        foreach (var usage in responses.Select(response => response.Usage).OfType<UsageDetails>())
        {
            (sum ??= new UsageDetails()).Add(usage);
        }

        return sum;
    }
}
