using System.Collections.Concurrent;

namespace Accelerated.Inference.Chat;

/// <summary>What calls of a service's model have shown.</summary>
internal sealed class ServiceKnowledge
{
    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _said = new(StringComparer.Ordinal);
    private int _largestAnswers = int.MaxValue;

    /// <summary>The most answers that a call was seen to give where more were asked for.</summary>
    public int LargestAnswers => Volatile.Read(ref _largestAnswers);

    /// <summary>Whether answers carry log-probabilities when asked for; null while none was asked for.</summary>
    public bool? GivesLogProbabilities { get; set; }

    /// <summary>
    /// Held by the call that finds out whether there are log-probabilities, while the others wait for it.
    /// </summary>
    public SemaphoreSlim FindingOut { get; } = new(1);

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

    /// <summary>Whether a notice is to be logged for the first time.</summary>
    public bool IsFirst(string notice) => _said.TryAdd(notice, true);
}
