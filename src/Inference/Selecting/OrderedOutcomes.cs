using System.Threading.Channels;

namespace Accelerated.Inference;

/// <summary>Gives the outcomes of a batch in the order of its problems, each as soon as those before it are there.</summary>
/// <param name="count">Number of problems.</param>
internal sealed class OrderedOutcomes(int count)
{
    private readonly Lock _lock = new();
    private readonly SelectionOutcome?[] _waiting = new SelectionOutcome?[count];
    private readonly Channel<SelectionOutcome> _ready = Channel.CreateUnbounded<SelectionOutcome>(new UnboundedChannelOptions { SingleReader = true });
    private int _next;

    /// <summary>The outcomes, until <see cref="End"/>.</summary>
    public ChannelReader<SelectionOutcome> Ready => _ready.Reader;

    /// <summary>Takes an outcome; from any thread.</summary>
    public void Deliver(int index, SelectionOutcome outcome)
    {
        lock (_lock)
        {
            _waiting[index] = outcome;
            for (; _next < _waiting.Length && _waiting[_next] is { } next; _next++)
            {
                _ready.Writer.TryWrite(next);
                _waiting[_next] = null; // whoever reads it may be done with it first
            }
        }
    }

    /// <summary>There are no more; the reader sees an error after what came before it.</summary>
    public void End(Exception? error) => _ready.Writer.TryComplete(error);
}
