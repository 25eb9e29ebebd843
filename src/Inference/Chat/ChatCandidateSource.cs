using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference;

/// <summary>
/// Draws candidates from any chat client by several calls at once, each with a seed of its own. Services give no token ids, so neither do
/// the candidates; whether the same seed gives the same answer is up to the service. Safe for concurrent callers as far as the client is.
/// </summary>
public sealed class ChatCandidateSource : ICandidateSource
{
    private readonly IChatClient _client;
    private readonly ChatSourceOptions _options;
    private readonly IReadOnlyList<ChatMessage>? _conversation;
    private readonly Action<int, ChatResponse>? _received;

    /// <summary>A source over a client.</summary>
    /// <param name="client">The client; disposed by the caller.</param>
    /// <param name="options">How it is called; null for the defaults.</param>
    /// <exception cref="DecodingException">An option is not allowed.</exception>
    public ChatCandidateSource(IChatClient client, ChatSourceOptions? options = null) : this(client, options ?? new ChatSourceOptions(), null, null)
    {
    }

    internal ChatCandidateSource(IChatClient client, ChatSourceOptions options, IReadOnlyList<ChatMessage>? conversation, Action<int, ChatResponse>? received)
    {
        ArgumentNullException.ThrowIfNull(client);
        options.Validate();
        _client = client;
        _options = options;
        _conversation = conversation;
        _received = received;
    }

    /// <inheritdoc/>
    public string Name => $"chat:{_client.GetService<ChatClientMetadata>()?.DefaultModelId ?? _client.GetType().Name}";

    /// <inheritdoc/>
    /// <remarks>
    /// Calls that fail do not end the others: what they gave is handed over, then a <see cref="SourceException"/> tells how many failed, with
    /// an <see cref="AggregateException"/> of their errors. <see cref="SamplingOptions.MinP"/> and <see cref="SamplingOptions.Epsilon"/> cannot be
    /// asked of a service and are refused; <see cref="SamplingOptions.LargestMaxTokens"/> leaves the limit to the service.
    /// </remarks>
    public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options.Validate(count);
        RefuseUnknown(options);
        var messages = _conversation ?? [.. _options.Preamble, new ChatMessage(ChatRole.User, prompt.Text)];
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var drawn = Channel.CreateUnbounded<DrawnCandidate>(new UnboundedChannelOptions { SingleReader = true });
        var failures = new ConcurrentQueue<Exception>();
        var calling = CallAllAsync(messages, count, options, drawn.Writer, failures, linked.Token);
        var handedOver = 0;
        try
        {
            await foreach (var candidate in drawn.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                handedOver++;
                yield return candidate;
            }

            cancellation.ThrowIfCancellationRequested();
            await calling.ConfigureAwait(false);
        }
        finally
        {
            await linked.CancelAsync().ConfigureAwait(false);
            await calling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (handedOver < count)
        {
            throw Missing(handedOver, count, failures);
        }
    }

    /// <summary>Does nothing: the client belongs to the caller.</summary>
    public void Dispose()
    {
    }

    private static void RefuseUnknown(SamplingOptions options)
    {
        if (options.MinP > 0 || options.Epsilon > 0)
        {
            throw new SamplingException("A chat service knows neither MinP nor Epsilon. Leave both 0; TopP or TopK truncate where the service has them.");
        }
    }

    private SourceException Missing(int drawn, int count, ConcurrentQueue<Exception> failures) => failures.IsEmpty
        ? new SourceException($"{Name} gave {drawn} of {count} answers although no call failed. Set ChatSourceOptions.AnswersPerCall to what the service returns.", drawn, count)
        : new SourceException(
            $"{failures.Count} calls of {Name} failed after {drawn} of {count} answers, the first with: {failures.First().Message} The others are kept; see the inner errors, then ask for the rest.",
            drawn,
            count,
            new AggregateException(failures));

    private async Task CallAllAsync(
        IReadOnlyList<ChatMessage> messages, int count, SamplingOptions options, ChannelWriter<DrawnCandidate> drawn, ConcurrentQueue<Exception> failures, CancellationToken cancellation)
    {
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellation };
            var size = _options.AnswersPerCall;
            await Parallel.ForEachAsync(Enumerable.Range(0, (count + size - 1) / size), parallel, async (call, stop) =>
            {
                var first = call * size;
                try
                {
                    var response = await CallAsync(messages, Math.Min(size, count - first), first, options, stop).WaitAsync(stop).ConfigureAwait(false);
                    foreach (var (place, candidate) in Candidates(response, first, Math.Min(size, count - first)).Index())
                    {
                        _received?.Invoke(options.FirstCandidate + first + place, response);
                        drawn.TryWrite(candidate);
                    }
                }
                catch (Exception exception) when (!stop.IsCancellationRequested)
                {
                    failures.Enqueue(exception);
                }
            }).ConfigureAwait(false);
        }
        finally
        {
            drawn.Complete();
        }
    }

    private async Task<ChatResponse> CallAsync(IReadOnlyList<ChatMessage> messages, int answers, int first, SamplingOptions options, CancellationToken cancellation)
    {
        var call = _options.Call?.Clone() ?? new ChatOptions();
        call.Seed = DrawStream.DeriveSeed(options.Seed, options.FirstCandidate + first) & int.MaxValue; // many services keep 32 bits of a seed
        call.Temperature ??= (float)options.Temperature;
        call.TopP ??= options.TopP < 1 ? (float)options.TopP : null;
        call.TopK ??= options.TopK > 0 ? options.TopK : null;
        call.MaxOutputTokens ??= options.MaxTokens < SamplingOptions.LargestMaxTokens ? options.MaxTokens : null;
        call.StopSequences ??= options.StopStrings.Count > 0 ? [.. options.StopStrings] : null;
        if (_options.AnswersPerCall > 1)
        {
            (call.AdditionalProperties ??= [])["n"] = answers;
        }

        return _options.Streams
            ? await _client.GetStreamingResponseAsync(messages, call, cancellation).ToChatResponseAsync(cancellation).ConfigureAwait(false)
            : await _client.GetResponseAsync(messages, call, cancellation).ConfigureAwait(false);
    }

    private IEnumerable<DrawnCandidate> Candidates(ChatResponse response, int first, int answers)
    {
        var finish = response.FinishReason is { } reason ? Finish(reason) : FinishReason.Unknown;
        return _options.AnswersPerCall == 1
            ? [new DrawnCandidate(first, response.Text, finish)]
            : response.Messages.Take(answers).Select((message, place) => new DrawnCandidate(first + place, message.Text, finish));
    }

    private static FinishReason Finish(ChatFinishReason reason) =>
        reason == ChatFinishReason.Stop ? FinishReason.EndOfText
        : reason == ChatFinishReason.Length ? FinishReason.Length
        : reason == ChatFinishReason.ContentFilter ? FinishReason.Refused
        : FinishReason.Unknown;
}
