using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference.Chat;

/// <summary>The drawn answers to one request, of a service or of a local model.</summary>
internal abstract class ChatDrawing
{
    /// <summary>The source of the answers.</summary>
    public abstract ICandidateSource Source { get; }

    /// <summary>The prompt.</summary>
    public abstract Prompt Prompt { get; }

    /// <summary>Whether a candidate asks for tools to be called.</summary>
    public virtual bool CallsTools(int index) => false;

    /// <summary>The response with a candidate's answer and the usage of all.</summary>
    /// <param name="carrier">The candidate.</param>
    /// <param name="all">All that were drawn.</param>
    public abstract ChatResponse ResponseOf(DrawnCandidate carrier, IReadOnlyList<DrawnCandidate> all);

    /// <summary>Answers of a service.</summary>
    public sealed class OfService : ChatDrawing
    {
        private readonly ConcurrentDictionary<int, (ChatAnswer Answer, ChatResponse Response)> _received = new();
        private readonly int _first;

        public OfService(IChatClient client, ChatSourceOptions options, IReadOnlyList<ChatMessage> messages, int first, ILogger? logger)
        {
            _first = first;
            Source = new ChatCandidateSource(client, options, logger, (index, answer, response) => _received[index] = (answer, response));
            Prompt = Prompt.Of(messages);
        }

        public override ICandidateSource Source { get; }

        public override Prompt Prompt { get; }

        public override bool CallsTools(int index) => _received[_first + index].Answer.CallsTools;

        public override ChatResponse ResponseOf(DrawnCandidate carrier, IReadOnlyList<DrawnCandidate> all)
        {
            var (answer, response) = _received[_first + carrier.Index];
            return new ChatResponse([.. answer.Messages])
            {
                ResponseId = response.ResponseId,
                ConversationId = response.ConversationId,
                ModelId = response.ModelId,
                CreatedAt = response.CreatedAt,
                FinishReason = answer.Finish,
                RawRepresentation = response.RawRepresentation,
                Usage = Sum(_received.Values.Select(received => received.Response).Distinct()),
                AdditionalProperties = response.AdditionalProperties?.Clone() ?? [],
            };
        }

        private static UsageDetails? Sum(IEnumerable<ChatResponse> responses)
        {
            UsageDetails? sum = null;
            foreach (var usage in responses.Select(response => response.Usage).OfType<UsageDetails>())
            {
                (sum ??= new UsageDetails()).Add(usage);
            }

            return sum;
        }
    }

    /// <summary>Answers of a local model.</summary>
    public sealed class OfModel(ICandidateSource source, IReadOnlyList<ChatMessage> messages, ChatOptions? request) : ChatDrawing
    {
        public override ICandidateSource Source => source;

        public override Prompt Prompt { get; } = ModelChat.PromptOf(source, messages, request);

        public override ChatResponse ResponseOf(DrawnCandidate carrier, IReadOnlyList<DrawnCandidate> all)
        {
            var id = Guid.NewGuid().ToString("N");
            return new ChatResponse(ModelChat.MessageOf(carrier, id))
            {
                ResponseId = id,
                ModelId = source.Name,
                CreatedAt = DateTimeOffset.UtcNow,
                FinishReason = ModelChat.FinishOf(carrier.Finish),
                Usage = ModelChat.UsageOf(source, Prompt, all),
                AdditionalProperties = [],
            };
        }
    }
}
