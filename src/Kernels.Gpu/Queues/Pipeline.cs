namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Parts of an operation on the two queues of a device in turn: while one part is computed, the host prepares and copies the next and
/// takes the results of the one before. At most two parts hold memory.
/// </summary>
internal sealed class Pipeline
{
    private readonly DeviceQueue[] _queues;
    private readonly int[] _marks;
    private int _turn;

    /// <summary>What the queues' memory holds now stays until the operation ends.</summary>
    public Pipeline(DeviceSession session)
    {
        _queues = session.Queues;
        _marks = Array.ConvertAll(_queues, queue => queue.Memory.Mark);
    }

    /// <summary>Runs a part.</summary>
    /// <param name="compute">Copies and launches.</param>
    /// <param name="collect">Asks for the results; the part before has handed over its own by then.</param>
    public void Run(Action<DeviceQueue> compute, Action<DeviceQueue> collect)
    {
        var queue = _queues[_turn];
        compute(queue);
        _turn = 1 - _turn;
        Complete(_turn);
        collect(queue);
    }

    /// <summary>Waits for the last part.</summary>
    public void Finish() => Complete(1 - _turn);

    private void Complete(int turn)
    {
        _queues[turn].Drain();
        _queues[turn].Memory.Release(_marks[turn]);
    }
}
