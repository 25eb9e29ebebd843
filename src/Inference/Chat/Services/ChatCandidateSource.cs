using System.Runtime.CompilerServices;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accelerated.Inference.Chat;

/// <summary>
/// Draws candidates from any chat client by several calls at once, each with a seed of its own. Services give no token ids, so neither do
/// the candidates; whether the same seed gives the same answer is up to the service. Safe for concurrent callers as far as the client is.
/// </summary>
/// <remarks>
/// Temperature and top-p are sent explicitly, also where they are 1, because services' defaults differ; a service that refuses one which is
/// 1 is called without it, which is said once. Failed calls are not repeated: that is the client's own pipeline's to do.
/// </remarks>
public sealed class ChatCandidateSource : ICandidateSource
{
    private readonly IChatClient _client;
    private readonly ChatSourceOptions _options;
    private readonly ChatProtocol _protocol;
    private readonly ChatService _service;
    private readonly ServiceKnowledge _known;
    private readonly ILogger _logger;
    private readonly Action<int, ChatAnswer, ChatResponse>? _received;

    /// <summary>A source over a client.</summary>
    /// <param name="client">The client; disposed by the caller.</param>
    /// <param name="options">How it is called; null for the defaults.</param>
    /// <param name="logger">Is told, once a client, what its service cannot do; null for none.</param>
    /// <exception cref="DecodingException">
    /// An option is not allowed, or log-probabilities are asked of a client that gives none.
    /// </exception>
    public ChatCandidateSource(IChatClient client, ChatSourceOptions? options = null, ILogger? logger = null)
        : this(client, options ?? new ChatSourceOptions(), logger, null)
    {
    }

    internal ChatCandidateSource(
        IChatClient client, ChatSourceOptions options, ILogger? logger, Action<int, ChatAnswer, ChatResponse>? received)
    {
        ArgumentNullException.ThrowIfNull(client);
        options.Validate();
        _client = client;
        _options = options;
        _protocol = options.Protocol ?? ChatProtocol.Of(client);
        _service = ChatService.Of(client);
        _known = _service.KnowledgeOf(options.Call?.ModelId);
        _logger = logger ?? NullLogger.Instance;
        _received = received;
        Name = NameOf(client, options);
        DecodingException.Require(
            !options.LogProbabilities || _protocol.GivesLogProbabilities,
            $"{Name} gives no log-probabilities as far as is known. Use uniform weights and a decision temperature of 1, or give ChatSourceOptions.Protocol one that reads them.");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool GivesLogProbabilities(SamplingOptions options, bool ofSampling = false) =>
        _options.LogProbabilities && _known.GivesLogProbabilities != false && (!ofSampling || ChatCall.Effective(options, _options).IsModelDistribution);

    /// <inheritdoc/>
    /// <remarks>
    /// Calls that fail do not end the others: what they gave is handed over, then a <see cref="SourceException"/> tells how many failed,
    /// with an <see cref="AggregateException"/> of their errors. <see cref="SamplingOptions.MinP"/>, <see cref="SamplingOptions.Epsilon"/>
    /// and <see cref="SamplingOptions.StopTokens"/> cannot be asked of a service and are refused;
    /// <see cref="SamplingOptions.LargestMaxTokens"/> leaves the limit to the service. At temperature 0 one call is made, whose answer is
    /// all candidates.
    /// </remarks>
    public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options.Validate(count);
        RefuseUnknown(options);
        var sampling = ChatCall.Effective(options, _options);
        sampling.Validate(count);
        if (_options.LogProbabilities && _known.GivesLogProbabilities == false)
        {
            throw new SourceException(
                $"{Name} was asked for log-probabilities before and gave none. Use uniform weights and a decision temperature of 1, or a " +
                "service that gives them.", 0, count);
        }

        var call = new ChatCall(_client, _service, _protocol, _options, sampling, Messages(prompt, _options), _logger);
        var draws = sampling.Temperature == 0 ? 1 : count;
        RefuseShared(draws);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var draw = new ChatDraw(call, draws, _received);
        var calling = draw.RunAsync(linked.Token);
        DrawnCandidate? last = null;
        var handedOver = 0;
        try
        {
            await foreach (var candidate in draw.Candidates.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                handedOver++;
                yield return last = candidate;
            }

            cancellationToken.ThrowIfCancellationRequested();
            await calling.ConfigureAwait(false);
        }
        finally
        {
            await linked.CancelAsync().ConfigureAwait(false);
            await calling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (draw.HasFailed)
        {
            throw draw.Failure(Name, handedOver, count);
        }

        if (draws < count && _known.IsFirst("greedy"))
        {
            ChatLog.DrawnOnce(_logger, Name, count);
        }

        for (var copy = draws; copy < count; copy++)
        {
            yield return last! with { Index = copy };
        }
    }

    /// <summary>Does nothing: the client belongs to the caller.</summary>
    public void Dispose()
    {
    }

    /// <summary>A client's name, as shown.</summary>
    internal static string NameOf(IChatClient client, ChatSourceOptions options) =>
        $"chat:{options.Call?.ModelId ?? client.GetService<ChatClientMetadata>()?.DefaultModelId ?? client.GetType().Name}";

    /// <summary>The messages of a prompt.</summary>
    /// <exception cref="PromptException">There is nothing to answer, or it asks for what no service can do.</exception>
    internal static IReadOnlyList<ChatMessage> Messages(Prompt prompt, ChatSourceOptions options)
    {
        if (prompt.AnswerStart.Length > 0)
        {
            throw new PromptException(
                "A chat service cannot be told how its answer begins, and the prompt has an AnswerStart. Leave it empty, or say it in a " +
                "message.");
        }

        IReadOnlyList<ChatMessage> messages = prompt.Messages ?? [new ChatMessage(ChatRole.User, prompt.Text)];
        return messages.All(message => message.Contents.All(content => content is TextContent { Text: var text } && string.IsNullOrWhiteSpace(text)))
            ? throw new PromptException("The prompt is empty; there is nothing to answer. Give it a text.")
            : [.. options.Preamble, .. messages];
    }

    private static void RefuseUnknown(SamplingOptions options)
    {
        if (options.MinP > 0 || options.Epsilon > 0)
        {
            throw new OptionException(
                options.MinP > 0 ? nameof(options.MinP) : nameof(options.Epsilon),
                "A chat service knows neither MinP nor Epsilon. Leave both 0; TopP or TopK truncate where the service has them.");
        }

        if (options.StopTokens.Count > 0)
        {
            throw new OptionException(
                nameof(options.StopTokens),
                "A chat service takes no token ids to stop at, and StopTokens has some. Leave them out; StopStrings end an answer at a " +
                "text.");
        }
    }

    private void RefuseShared(int draws)
    {
        if (draws > 1 && _options.Call?.ConversationId is not null && !_options.ForksConversations)
        {
            throw new OptionException(
                nameof(ChatOptions.ConversationId),
                FormattableString.Invariant($"ConversationId names a conversation that the service keeps, and {draws} answers would be written into it. Send the messages instead, ask for 1 answer, or, where each call forks, set ChatSourceOptions.ForksConversations."));
        }

        if (draws > 1 && !_options.SendsSeed && _client.GetService<CachingChatClient>() is not null)
        {
            throw new OptionException(
                nameof(ChatOptions.Seed),
                FormattableString.Invariant($"A cache stands below, and {draws} equal calls without seeds would get one answer {draws} times. Put the cache above the drawing, or give a seed."));
        }
    }
}
