using System.Runtime.InteropServices;
using Accelerated.Inference.LLamaSharp.Drawing;
using LLama.Native;

namespace Accelerated.Inference.LLamaSharp.Engine;

/// <summary>A llama.cpp context; what would end the process there is checked before.</summary>
internal sealed unsafe class LlamaContext : ILlamaContext
{
    private readonly SafeLLamaContextHandle _context;
    private readonly LLamaBatch _tokens = new();
    private readonly byte* _interrupted;
    private nint[] _logits = [];
    private int _count;

    /// <summary>Takes the context over.</summary>
    /// <param name="context">Made with the sizes of <paramref name="plan"/>; disposed with this.</param>
    /// <param name="plan">The sizes.</param>
    public LlamaContext(SafeLLamaContextHandle context, ContextPlan plan)
    {
        _context = context;
        Plan = plan;
        Vocabulary = context.Vocab.Count;
        _interrupted = (byte*)NativeMemory.AllocZeroed(1);
        NativeApi.llama_set_abort_callback(context, (nint)(delegate* unmanaged[Cdecl]<void*, byte>)&IsInterrupted, (nint)_interrupted);
    }

    /// <inheritdoc/>
    public ContextPlan Plan { get; }

    /// <inheritdoc/>
    public int Vocabulary { get; }

    /// <inheritdoc/>
    public void Fork(int from, int to) => _context.MemorySequenceCopy((LLamaSeqId)from, Checked(to), -1, -1);

    /// <inheritdoc/>
    public void Remove(int sequence) => _context.MemorySequenceRemove(Checked(sequence), -1, -1);

    /// <inheritdoc/>
    public void Evaluate(StepBatch batch, CancellationToken interrupt)
    {
        if (batch.Count == 0 || batch.Count > Plan.Batch)
        {
            throw new ArgumentException($"'batch' has {batch.Count} tokens; it must have 1 to {Plan.Batch}.", nameof(batch));
        }

        _tokens.Clear();
        for (var row = 0; row < batch.Count; row++)
        {
            _tokens.Add(batch.Tokens[row], batch.Positions[row], Checked(batch.Sequences[row]), batch.Wanted[row]);
        }

        interrupt.ThrowIfCancellationRequested();
        DecodeResult result;
        using (interrupt.UnsafeRegister(static context => ((LlamaContext)context!).Interrupt(), this))
        {
            result = _context.Decode(_tokens);
        }

        interrupt.ThrowIfCancellationRequested();
        Require(result);
        ReadLogits(batch);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Logits(int row) => row < _count && _logits[row] != 0
        ? new ReadOnlySpan<float>((void*)_logits[row], Vocabulary)
        : throw new ArgumentOutOfRangeException(
            nameof(row), row, $"Row {row} of the last batch has no logits. Ask for them when it is added.");

    /// <inheritdoc/>
    public void Dispose()
    {
        _context.Dispose();
        NativeMemory.Free(_interrupted);
    }

    private void Require(DecodeResult result)
    {
        if (result != DecodeResult.Ok)
        {
            throw new LlamaException(result switch
            {
                DecodeResult.NoKvSlot =>
                    $"llama.cpp found no room in a cache of {Plan.Cells} tokens. Lower LLamaSharpOptions.BatchSize or the tokens to draw.",
                DecodeResult.AllocationFailed => "llama.cpp ran out of memory. Lower LLamaSharpOptions.CacheBytes, BatchSize or GpuLayers.",
                _ => $"llama.cpp did not evaluate the batch ({result}; {LlamaLog.LastErrors ?? "it does not say why"}). Check the model.",
            });
        }
    }

    // All at once: finding a row may put rows in order, which several threads must not do.
    private void ReadLogits(StepBatch batch)
    {
        _count = batch.Count;
        if (_logits.Length < _count)
        {
            _logits = new nint[Math.Max(_count, Plan.Batch)];
        }

        for (var row = 0; row < _count; row++)
        {
            _logits[row] = 0;
            if (batch.Wanted[row])
            {
                fixed (float* first = _context.GetLogitsIth(row))
                {
                    _logits[row] = (nint)first; // native memory, which does not move
                }
            }
        }
    }

    // A sequence beyond what the context was made for is written past its tables.
    private LLamaSeqId Checked(int sequence) => sequence >= 0 && sequence < Plan.Sequences
        ? (LLamaSeqId)sequence
        : throw new ArgumentOutOfRangeException(
            nameof(sequence), sequence, $"Sequence {sequence} is not one of the {Plan.Sequences} of the context.");

    private void Interrupt() => Volatile.Write(ref *_interrupted, 1);

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static byte IsInterrupted(void* flag) => Volatile.Read(ref *(byte*)flag);
}
