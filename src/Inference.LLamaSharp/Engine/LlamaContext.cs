using System.Runtime.InteropServices;
using Accelerated.Inference.LLamaSharp.Drawing;
using LLama.Batched;
using LLama.Native;

namespace Accelerated.Inference.LLamaSharp.Engine;

/// <summary>A batched executor whose limits are checked before llama.cpp would end the process over them.</summary>
internal sealed class LlamaContext : ILlamaContext
{
    private readonly BatchedExecutor _executor;
    private readonly unsafe byte* _interrupted;
    private int _sequences;

    /// <summary>Takes the executor over.</summary>
    /// <param name="executor">Made with the sizes of <paramref name="plan"/>; disposed with the context.</param>
    /// <param name="plan">The sizes.</param>
    public unsafe LlamaContext(BatchedExecutor executor, ContextPlan plan)
    {
        _executor = executor;
        Plan = plan;
        _interrupted = (byte*)NativeMemory.AllocZeroed(1);
        NativeApi.llama_set_abort_callback(executor.Context.NativeHandle, (nint)(delegate* unmanaged[Cdecl]<void*, byte>)&IsInterrupted, (nint)_interrupted);
    }

    /// <inheritdoc/>
    public ContextPlan Plan { get; }

    /// <inheritdoc/>
    public ILlamaSequence Create()
    {
        TakePlace();
        return new Sequence(this, _executor.Create());
    }

    /// <inheritdoc/>
    public Task EvaluateAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var registration = cancellation.UnsafeRegister(static context => ((LlamaContext)context!).Interrupt(), this);
        return EvaluateAsync(registration, cancellation);
    }

    /// <inheritdoc/>
    public unsafe void Dispose()
    {
        _executor.Dispose();
        NativeMemory.Free(_interrupted);
    }

    private async Task EvaluateAsync(CancellationTokenRegistration registration, CancellationToken cancellation)
    {
        using (registration)
        {
            while (_executor.BatchQueueCount > 0)
            {
                var result = await _executor.Infer(CancellationToken.None).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                if (result != DecodeResult.Ok)
                {
                    throw new LlamaException(result switch
                    {
                        DecodeResult.NoKvSlot => $"llama.cpp found no room in a cache of {Plan.Cells} tokens. Lower LLamaSharpOptions.Parallel or the tokens to draw.",
                        DecodeResult.AllocationFailed => "llama.cpp ran out of memory. Lower LLamaSharpOptions.CacheBytes, Parallel or GpuLayers.",
                        _ => $"llama.cpp did not evaluate the batch ({result}; {LlamaLog.LastErrors ?? "it does not say why"}). Check the model.",
                    });
                }
            }
        }
    }

    // Sequence numbers are handed out without a limit, and one beyond what the context was made for is written past its tables.
    private void TakePlace()
    {
        if (_sequences == Plan.Sequences)
        {
            throw new InvalidOperationException($"The context was made for {Plan.Sequences} sequences, all of which are in use. Dispose one first.");
        }

        _sequences++;
    }

    private unsafe void Interrupt() => Volatile.Write(ref *_interrupted, 1);

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static unsafe byte IsInterrupted(void* flag) => Volatile.Read(ref *(byte*)flag);

    private sealed class Sequence(LlamaContext context, Conversation conversation) : ILlamaSequence
    {
        private bool _disposed;

        public ReadOnlySpan<float> Logits => context._executor.Context.NativeHandle.GetLogitsIth(conversation.GetSampleIndex());

        public ILlamaSequence Fork()
        {
            context.TakePlace();
            return new Sequence(context, conversation.Fork());
        }

        public void Append(ReadOnlySpan<int> tokens) => conversation.Prompt(MemoryMarshal.Cast<int, LLamaToken>(tokens));

        public void Dispose()
        {
            if (!_disposed)
            {
                _disposed = true;
                context._sequences--;
                conversation.Dispose();
            }
        }
    }
}
