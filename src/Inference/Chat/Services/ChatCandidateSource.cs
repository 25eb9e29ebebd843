using System.Runtime.CompilerServices;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accelerated.Inference.Chat;

/// <summary>
/// Draws candidates from any chat client by concurrent calls with different seeds. Candidates have no token ids, because services give
/// none; whether the same seed gives the same answer is up to the service. Safe for concurrent callers if the client is.
/// </summary>
/// <remarks>
/// Temperature and top-p are sent even where they are 1, because services' defaults differ; a service that refuses a value of 1 is called
/// without it, which is logged once. Failed calls are not repeated: retrying is up to the client's pipeline.
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
    /// <param name="logger">Receives, once per client, what its service cannot do; null for none.</param>
    /// <exception cref="OptionException">
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
        if (options.LogProbabilities && !_protocol.GivesLogProbabilities)
        {
            throw new OptionException(
                nameof(options.LogProbabilities),
                $"{Name} is not known to give log-probabilities. Use uniform weights and a decision temperature of 1, or a client of the " +
                "OpenAI library.");
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool GivesLogProbabilities(SamplingOptions options, bool ofSampling = false) =>
        _options.LogProbabilities && _known.GivesLogProbabilities != false
        && (!ofSampling || ChatCall.Effective(options, _options).IsModelDistribution);

    /// <inheritdoc/>
    /// <remarks>
    /// Failed calls do not end the others: their answers are handed over, then a <see cref="SourceException"/> gives the number of
    /// failures, with an <see cref="AggregateException"/> of their errors. Services do not support <see cref="SamplingOptions.MinP"/>,
    /// <see cref="SamplingOptions.Epsilon"/> and <see cref="SamplingOptions.StopTokens"/>, which are refused;
    /// <see cref="SamplingOptions.LargestMaxTokens"/> leaves the limit to the service. At temperature 0 one call is made, and all
    /// candidates have its answer.
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
            yield return last! with { Index = copy, Usage = null };
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
    /// <exception cref="PromptException">The prompt is empty, or has an AnswerStart, which services do not support.</exception>
    internal static IReadOnlyList<ChatMessage> Messages(Prompt prompt, ChatSourceOptions options)
    {
        if (prompt.AnswerStart.Length > 0)
        {
            throw new PromptException(
                "The prompt has an AnswerStart, which a chat service does not support. Leave it empty, or put it into a message.");
        }

        IReadOnlyList<ChatMessage> messages = prompt.Messages ?? [new ChatMessage(ChatRole.User, prompt.Text)];
        var contents = messages.SelectMany(message => message.Contents);
        return contents.All(content => content is TextContent { Text: var text } && string.IsNullOrWhiteSpace(text))
            ? throw new PromptException("The prompt is empty; there is nothing to answer. Give it a text.")
            : [.. options.Preamble, .. messages];
    }

    private static void RefuseUnknown(SamplingOptions options)
    {
        if (options.MinP > 0 || options.Epsilon > 0)
        {
            throw new OptionException(
                options.MinP > 0 ? nameof(options.MinP) : nameof(options.Epsilon),
                "A chat service supports neither MinP nor Epsilon. Leave both 0; TopP and TopK work where the service has them.");
        }

        if (options.StopTokens.Count > 0)
        {
            throw new OptionException(
                nameof(options.StopTokens),
                "A chat service does not support SamplingOptions.StopTokens. Use StopStrings instead.");
        }
    }

    private void RefuseShared(int draws)
    {
        if (draws > 1 && _options.Call?.ConversationId is not null && !_options.ForksConversations)
        {
            throw new OptionException(
                nameof(ChatOptions.ConversationId),
                $"ConversationId names a conversation that the service keeps, and {draws} answers would be written into it. Send the " +
                "messages instead, ask for 1 answer, or, where each call forks, set ChatSourceOptions.ForksConversations.");
        }

        if (draws > 1 && !_options.SendsSeed && _client.GetService<CachingChatClient>() is not null)
        {
            throw new OptionException(
                nameof(ChatOptions.Seed),
                $"The client has a cache, and {draws} equal calls without seeds would get one answer {draws} times. Put the cache " +
                "outside the metric-aware client, or give a seed.");
        }
    }
}
