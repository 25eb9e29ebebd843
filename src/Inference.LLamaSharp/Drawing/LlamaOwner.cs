using System.Threading.Channels;

namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>
/// The one task that touches the model. Callers hand in turns and wait; two evaluations at once would throw, and llama.cpp itself runs one
/// at a time anyway. Keeps a context from turn to turn, since making one costs more than a short prompt.
/// </summary>
internal sealed class LlamaOwner : IDisposable
{
    private readonly ILlamaModel _model;
    private readonly ContextLimits _limits;
    private readonly Channel<Func<Task>> _turns = Channel.CreateUnbounded<Func<Task>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _loop;
    private ILlamaContext? _context;

    /// <summary>Begins to take turns.</summary>
    /// <param name="model">The model; disposed with the owner.</param>
    /// <param name="limits">What bounds its contexts.</param>
    public LlamaOwner(ILlamaModel model, ContextLimits limits)
    {
        _model = model;
        _limits = limits;
        _loop = Task.Run(TakeTurnsAsync);
    }

    /// <summary>Cancelled when the owner is disposed.</summary>
    public CancellationToken Disposed => _disposed.Token;

    /// <summary>Hands in a turn.</summary>
    /// <param name="turn">Uses model and context; the task given back ends as it does.</param>
    /// <exception cref="ObjectDisposedException">The owner was disposed.</exception>
    public Task<T> RunAsync<T>(Func<ILlamaModel, Task<T>> turn)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        ObjectDisposedException.ThrowIf(!_turns.Writer.TryWrite(RunAsync), typeof(LLamaSharpSource));
        return result.Task;

        async Task RunAsync()
        {
            try
            {
                result.SetResult(await turn(_model).ConfigureAwait(false));
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        }
    }

    /// <summary>A context for a turn, from the owner's task only: the last one where it is large enough, else a new one.</summary>
    public ILlamaContext ContextFor(ContextPlan plan)
    {
        if (_context is { } kept && kept.Plan.Covers(plan))
        {
            return kept;
        }

        var wanted = _context?.Plan.Join(plan, _limits) ?? plan;
        DropContext();
        return _context = _model.CreateContext(wanted);
    }

    /// <summary>Gives up the context, from the owner's task only: after a failed or interrupted evaluation it cannot be used any further.</summary>
    public void DropContext()
    {
        _context?.Dispose();
        _context = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_turns.Writer.TryComplete())
        {
            _disposed.Cancel();
        }

        _loop.GetAwaiter().GetResult();
    }

    private async Task TakeTurnsAsync()
    {
        await foreach (var turn in _turns.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            await turn().ConfigureAwait(false);
        }

        DropContext();
        _model.Dispose();
    }
}
