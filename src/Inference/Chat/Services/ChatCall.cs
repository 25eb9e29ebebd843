using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference.Chat;

/// <summary>The calls of one request: their messages and options, without the fields that the service refuses.</summary>
internal sealed class ChatCall(
    IChatClient client,
    ChatService service,
    ChatProtocol protocol,
    ChatSourceOptions options,
    SamplingOptions sampling,
    IReadOnlyList<ChatMessage> messages,
    ILogger logger)
{
    public ServiceKnowledge Known { get; } = service.KnowledgeOf(options.Call?.ModelId);

    private string Name { get; } = ChatCandidateSource.NameOf(client, options);

    public ChatSourceOptions Options => options;

    public SamplingOptions Sampling => sampling;

    /// <summary>The effective sampling options of calls: the application's call options override them.</summary>
    public static SamplingOptions Effective(SamplingOptions sampling, ChatSourceOptions options) => options.Call is { } call
        ? sampling with
        {
            Temperature = call.Temperature ?? sampling.Temperature,
            TopP = call.TopP ?? sampling.TopP,
            TopK = call.TopK ?? sampling.TopK,
        }
        : sampling;

    /// <summary>Calls the service, within the limit of concurrent calls.</summary>
    /// <param name="ask">The parts beyond chat options.</param>
    /// <param name="first">The index of the first candidate of the call.</param>
    /// <param name="cancellationToken">Abandons the call.</param>
    /// <returns>The response, the answers read from it, and what was finally asked for.</returns>
    public async Task<(ChatResponse Response, IReadOnlyList<ChatAnswer> Answers, ChatAsk Ask)> AskAsync(
        ChatAsk ask, int first, CancellationToken cancellationToken)
    {
        while (true)
        {
            ask = ask with
            {
                Answers = Math.Min(ask.Answers, Known.LargestAnswers),
                WithoutMaxTokens = Known.Refuses(ServiceRefusal.MaxTokens),
            };
            var (call, sent) = CallOptions(ask, first);
            try
            {
                var response = await CallAsync(call, ask, cancellationToken).ConfigureAwait(false);
                return (response, protocol.Read(response, ask), ask);
            }
            catch (Exception exception) when (
                !cancellationToken.IsCancellationRequested && ServiceRefusal.FieldOf(exception) is { } field && sent.Contains(field))
            {
                Known.NoteRefusal(field);
                if (field == ServiceRefusal.LogProbabilities)
                {
                    throw;
                }

                if (Known.IsFirst(field))
                {
                    ChatLog.Refused(logger, Name, field);
                }
            }
        }
    }

    /// <summary>Notes, and logs once, that a call gave fewer answers than it asked for.</summary>
    public void NoteFewer(int asked, int given)
    {
        Known.NoteAnswers(given);
        if (Known.IsFirst("fewer"))
        {
            ChatLog.GaveFewer(logger, Name, given, asked);
        }
    }

    private async Task<ChatResponse> CallAsync(ChatOptions call, ChatAsk ask, CancellationToken cancellationToken)
    {
        if (service.TakesTurns && Known.IsFirst("turns"))
        {
            ChatLog.TakesTurns(logger, Name);
        }

        await service.Calls.EnterAsync(service.TakesTurns ? 1 : options.Concurrency, cancellationToken).ConfigureAwait(false);
        var calling = Task.Run(
            async () =>
            {
                try
                {
                    var response = options.Streams && ask is { Answers: 1, LogProbabilities: false, TopLogProbabilities: 0 }
                        ? client.GetStreamingResponseAsync(messages, call, cancellationToken).ToChatResponseAsync(cancellationToken)
                        : client.GetResponseAsync(messages, call, cancellationToken);
                    return await response.ConfigureAwait(false);
                }
                finally
                {
                    service.Calls.Leave(); // a cancelled call that continues still counts
                }
            },
            CancellationToken.None);
        return await calling.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    // The options of a call, and its fields that can be left out where the service refuses them.
    private (ChatOptions Call, List<string> Sent) CallOptions(ChatAsk ask, int first)
    {
        var call = options.Call?.Clone() ?? new ChatOptions();
        var sent = new List<string>();
        call.Seed = null;
        if (options.SendsSeed && !Known.Refuses(ServiceRefusal.Seed))
        {
            // Many services keep 32 bits of a seed.
            call.Seed = DrawStream.DeriveSeed(sampling.Seed, sampling.FirstCandidate + first) & int.MaxValue;
            sent.Add(ServiceRefusal.Seed);
        }

        call.Temperature = Sent(ServiceRefusal.Temperature, sampling.Temperature, sent);
        call.TopP = Sent(ServiceRefusal.TopP, sampling.TopP, sent);
        call.TopK = sampling.TopK > 0 ? sampling.TopK : null;
        call.MaxOutputTokens ??= sampling.MaxTokens < SamplingOptions.LargestMaxTokens ? sampling.MaxTokens : null;
        call.StopSequences ??= sampling.StopStrings.Count > 0 ? [.. sampling.StopStrings] : null;
        if (ask.Answers > 1)
        {
            sent.Add(ServiceRefusal.Answers);
        }

        if (ask.LogProbabilities || ask.TopLogProbabilities > 0)
        {
            sent.Add(ServiceRefusal.LogProbabilities);
        }

        if (call.MaxOutputTokens is not null && !ask.WithoutMaxTokens)
        {
            sent.Add(ServiceRefusal.MaxTokens);
        }

        protocol.Ask(call, ask);
        return (call, sent);
    }

    // A value of 1 means the model's own distribution, which a service without the option is assumed to draw from.
    private float? Sent(string field, double value, List<string> sent)
    {
        if (value == 1)
        {
            if (Known.Refuses(field))
            {
                return null;
            }

            sent.Add(field);
        }

        return (float)value;
    }
}
