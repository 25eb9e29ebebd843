using Accelerated.Inference.Scoring;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accelerated.Inference.Chat;

/// <summary>
/// The probabilities that a chat service gives to answers of one token, such as scores 1..5 or labels A, B, C: one call a prompt, read from
/// the likeliest tokens that it lists at the first position of its answer. Safe for concurrent callers if the client is.
/// </summary>
/// <remarks>
/// Answers are compared without the white space around them; the probabilities of tokens that spell the same answer (<c>5</c> and
/// <c>" 5"</c>) are added. An answer that is not listed has probability 0 here: its true one is at most that of the last token listed, and
/// counts as outside the grid. The start of the answer, such as a chain of reasoning, is sent as the assistant's last message: some servers
/// continue it, others answer after it, which is logged once. Where tokens that only begin an answer which is not listed as one token hold
/// more than <see cref="LargestUnresolved"/> of the probability, scoring is refused rather than guessed.
/// </remarks>
public sealed class ChatContinuationScorer : IContinuationScorer
{
    /// <summary>The probability that tokens which only begin an answer may hold before scoring is refused.</summary>
    public const double LargestUnresolved = 0.05;

    private readonly IChatClient _client;
    private readonly ChatSourceOptions _options;
    private readonly ChatProtocol _protocol;
    private readonly ChatService _service;
    private readonly ServiceKnowledge _known;
    private readonly int _top;
    private readonly ILogger _logger;
    private readonly string _name;

    /// <summary>A scorer over a client.</summary>
    /// <param name="client">The client; disposed by the caller.</param>
    /// <param name="options">How it is called; null for the defaults.</param>
    /// <param name="topLogProbabilities">How many of the likeliest tokens to ask for, at least 1; OpenAI gives 20 at most.</param>
    /// <param name="logger">Receives answers that were not listed, and once what the service cannot do; null for none.</param>
    /// <exception cref="OptionException">An option is not allowed, or the client gives no log-probabilities.</exception>
    public ChatContinuationScorer(
        IChatClient client, ChatSourceOptions? options = null, int topLogProbabilities = 20, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _options = options ?? new ChatSourceOptions();
        _options.Validate();
        if (topLogProbabilities < 1)
        {
            throw new OptionException(
                nameof(topLogProbabilities),
                FormattableString.Invariant(
                    $"Invalid value '{topLogProbabilities}' for topLogProbabilities: expected at least 1. OpenAI gives up to 20."));
        }

        _client = client;
        _protocol = _options.Protocol ?? ChatProtocol.Of(client);
        _service = ChatService.Of(client);
        _known = _service.KnowledgeOf(_options.Call?.ModelId);
        _top = topLogProbabilities;
        _logger = logger ?? NullLogger.Instance;
        _name = ChatCandidateSource.NameOf(client, _options);
        if (!_protocol.GivesLogProbabilities)
        {
            throw new OptionException(
                nameof(client),
                $"{_name} is not known to give log-probabilities, so that it cannot score a grid. Draw candidates instead, or use a " +
                "client of the OpenAI library.");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SourceException">
    /// The call failed, or the service gives no log-probabilities, which one call finds out.
    /// </exception>
    /// <exception cref="DecodingException">The answers cannot be told apart by one token.</exception>
    public async Task<IReadOnlyList<ScoredContinuation>> ScoreAsync(
        Prompt prompt, IReadOnlyList<Continuation> continuations, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(continuations);
        var labels = new LabelProbabilities([.. continuations.Select(continuation => continuation.Text)]);
        var top = await FirstTokensAsync(prompt, cancellationToken).ConfigureAwait(false);
        var logProbabilities = labels.Read(top);
        var unlisted = logProbabilities.Count(double.IsNegativeInfinity);
        if (unlisted > 0)
        {
            DecodingTelemetry.CountUnlisted(unlisted, _name);
            ChatLog.Unlisted(_logger, _name, unlisted, continuations.Count, top.Count, Math.Exp(top[^1].LogProbability));
        }

        // There are no token ids; an answer's index replaces them, since each answer is one token here.
        return [.. continuations.Select((continuation, k) => new ScoredContinuation(continuation.Text, [k], logProbabilities[k]))];
    }

    /// <inheritdoc/>
    public async Task RequireScoresAsync(Prompt prompt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        if (_known.GivesLogProbabilities != true)
        {
            await FirstTokensAsync(prompt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does nothing: the client belongs to the caller.</summary>
    public void Dispose()
    {
    }

    // The start of the answer, such as a chain of reasoning, is sent as the assistant's message.
    private IReadOnlyList<ChatMessage> Messages(Prompt prompt)
    {
        var messages = ChatCandidateSource.Messages(prompt with { AnswerStart = "" }, _options);
        if (prompt.AnswerStart.Trim() is not { Length: > 0 } start)
        {
            return messages;
        }

        if (_known.IsFirst("start"))
        {
            ChatLog.AnswersBegun(_logger, _name);
        }

        return [.. messages, new ChatMessage(ChatRole.Assistant, start)];
    }

    private static ChatOptions? OneToken(ChatOptions? own)
    {
        var call = own?.Clone();
        if (call is not null)
        {
            (call.MaxOutputTokens, call.Temperature, call.TopP, call.TopK, call.StopSequences) = (1, null, null, null, null);
        }

        return call;
    }

    private async Task<IReadOnlyList<ChatToken>> FirstTokensAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var messages = Messages(prompt);
        if (_known.GivesLogProbabilities == true)
        {
            return await AskAsync(messages, cancellationToken).ConfigureAwait(false);
        }

        await _known.FindingOut.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _known.GivesLogProbabilities != false
                ? await AskAsync(messages, cancellationToken).ConfigureAwait(false)
                : throw new SourceException(
                    $"{_name} was asked for log-probabilities before and gave none, so that it cannot score a grid. Draw candidates " +
                    "instead, or use a service that gives them.", 0, 1);
        }
        finally
        {
            _known.FindingOut.Release();
        }
    }

    private async Task<IReadOnlyList<ChatToken>> AskAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        var options = _options with { Streams = false, Call = OneToken(_options.Call) };
        var call = new ChatCall(_client, _service, _protocol, options, new SamplingOptions { MaxTokens = 1 }, messages, _logger);
        try
        {
            var (_, answers, _) = await call.AskAsync(new ChatAsk(1, true, _top), 0, cancellationToken).ConfigureAwait(false);
            var tokens = answers.Count > 0 ? answers[0].Tokens : null;
            _known.GivesLogProbabilities ??= tokens is { Count: > 0 };
            if (tokens is [{ Top.Count: > 0 } first, ..])
            {
                return first.Top;
            }
        }
        catch (Exception exception) when (
            !cancellationToken.IsCancellationRequested && exception is not (OutOfMemoryException or DecodingException))
        {
            throw new SourceException($"{_name} failed to score: {exception.Message} See to the cause, then ask again.", 0, 1, exception);
        }

        throw new SourceException(
            $"{_name} lists no likeliest tokens although asked for {_top}, so that it cannot score a grid. Draw candidates instead, or " +
            "use a service that lists them.", 0, 1);
    }
}
