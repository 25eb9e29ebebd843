using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference;

/// <summary>What is known of the service behind a client, and the calls under way at it: one for all that use the same client.</summary>
internal sealed class ChatService
{
    private static readonly ConditionalWeakTable<object, ChatService> Known = [];

    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _said = new(StringComparer.Ordinal);
    private int _largestAnswers = int.MaxValue;

    private ChatService(bool takesTurns) => TakesTurns = takesTurns;

    /// <summary>Whether calls must not overlap.</summary>
    public bool TakesTurns { get; }

    public CallLimiter Calls { get; } = new();

    /// <summary>The most answers that a call was seen to give where more were asked for.</summary>
    public int LargestAnswers => Volatile.Read(ref _largestAnswers);

    /// <summary>Whether answers carry log-probabilities when asked for; null while none was asked for.</summary>
    public bool? GivesLogProbabilities { get; set; }

    /// <summary>The service behind a client.</summary>
    public static ChatService Of(IChatClient client) => Known.GetValue(client, static key =>
    {
        var context = LLamaSharpClients.ContextOf((IChatClient)key);
        return context is null || context == key ? new ChatService(takesTurns: context is not null) : Known.GetValue(context, static _ => new ChatService(takesTurns: true));
    });

    /// <summary>Whether the service refused a field of a call.</summary>
    public bool Refuses(string field) => _refused.ContainsKey(field);

    /// <summary>Notes that the service refuses a field.</summary>
    public void NoteRefusal(string field)
    {
        _refused[field] = true;
        if (field == ServiceRefusal.Answers)
        {
            NoteAnswers(1);
        }
        else if (field == ServiceRefusal.LogProbabilities)
        {
            GivesLogProbabilities = false;
        }
    }

    /// <summary>Notes that a call gave fewer answers than asked for.</summary>
    public void NoteAnswers(int given)
    {
        int known;
        while ((known = LargestAnswers) > given && Interlocked.CompareExchange(ref _largestAnswers, given, known) != known)
        {
        }
    }

    /// <summary>Whether this is the first time that something is to be said of the service.</summary>
    public bool IsFirst(string notice) => _said.TryAdd(notice, true);
}
