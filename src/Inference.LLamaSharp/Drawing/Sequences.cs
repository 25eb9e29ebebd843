namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>
/// The numbers of a context's sequences that are in use and free. llama.cpp takes any number, and writes past its tables for one beyond
/// what the context was made for.
/// </summary>
internal sealed class Sequences
{
    private readonly ILlamaContext _context;
    private readonly Stack<int> _free;

    public Sequences(ILlamaContext context)
    {
        _context = context;
        _free = new Stack<int>(Enumerable.Range(0, context.Plan.Sequences).Reverse());
    }

    /// <summary>How many are in use.</summary>
    public int InUse => _context.Plan.Sequences - _free.Count;

    /// <summary>Takes an empty sequence.</summary>
    public int Take() => _free.TryPop(out var sequence)
        ? sequence
        : throw new InvalidOperationException(
            $"The context was made for {_context.Plan.Sequences} sequences, all of which are in use. Return one first.");

    /// <summary>Takes a sequence that begins with all that another has.</summary>
    public int Fork(int from)
    {
        var sequence = Take();
        _context.Fork(from, sequence);
        return sequence;
    }

    /// <summary>Empties a sequence and gives it back.</summary>
    public void Return(int sequence)
    {
        _context.Remove(sequence);
        _free.Push(sequence);
    }
}
