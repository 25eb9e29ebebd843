using System.Threading.Channels;

namespace Accelerated.Inference;

/// <summary>Returns the outcomes of a batch in the order of its problems, each as soon as those before it are known.</summary>
/// <param name="count">Number of problems.</param>
internal sealed class OrderedOutcomes(int count)
{
    private readonly Lock _lock = new();
    private readonly SelectionOutcome?[] _waiting = new SelectionOutcome?[count];
    private readonly Channel<SelectionOutcome> _ready =
        Channel.CreateUnbounded<SelectionOutcome>(new UnboundedChannelOptions { SingleReader = true });

    private int _next;

    /// <summary>The outcomes, until <see cref="End"/>.</summary>
    public ChannelReader<SelectionOutcome> Ready => _ready.Reader;

    /// <summary>Adds an outcome; safe on any thread.</summary>
    public void Deliver(int index, SelectionOutcome outcome)
    {
        lock (_lock)
        {
            _waiting[index] = outcome;
            for (; _next < _waiting.Length && _waiting[_next] is { } next; _next++)
            {
                _ready.Writer.TryWrite(next);
                _waiting[_next] = null; // so that it can be collected once it is read
            }
        }
    }

    /// <summary>Ends the outcomes; the reader sees an error after the outcomes before it.</summary>
    public void End(Exception? error) => _ready.Writer.TryComplete(error);
}
