using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Scheduling;
using LLama;
using LLama.Common;
using LLama.Extensions;
using LLama.Native;

namespace Accelerated.Benchmarks;

/// <summary>
/// The minimum time of llama.cpp: prepared batches evaluated by <c>llama_decode</c>, with the prompts and answers of an earlier drawing, so
/// that no token is sampled and no logits are read.
/// </summary>
internal sealed class DecodeFloor : IDisposable
{
    private const int LargestBatch = 512;
    private const int MostSequences = 256;
    private readonly LLamaWeights _weights;
    private readonly ModelParams _parameters;
    private readonly LLamaBatch _batch = new();
    private SafeLLamaContextHandle? _context;
    private (int Cells, int Sequences) _size;

    /// <summary>Loads a model.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="threads">Threads.</param>
    public DecodeFloor(string path, int threads)
    {
        _parameters = new ModelParams(path)
        {
            GpuLayerCount = 0,
            Threads = threads,
            BatchThreads = threads,
            BatchSize = LargestBatch,
            FlashAttention = false,
        };
        _weights = LLamaWeights.LoadFromFile(_parameters);
    }

    /// <summary>Whether these numbers of prompts and answers can be evaluated together.</summary>
    public static bool Fits(int prompts, int count) => prompts * (count + 1) <= MostSequences;

    /// <summary>Evaluates prompts and their answers, together or one prompt after the other.</summary>
    /// <param name="prompts">Tokens of each prompt.</param>
    /// <param name="answers">Tokens of each prompt's answers.</param>
    /// <param name="together">Whether the prompts share steps.</param>
    /// <param name="plan">
    /// The size of the context if that is enough: the size decides where llama.cpp's buffers lie in memory, and with it up to a quarter of
    /// the time of a small model's step.
    /// </param>
    /// <returns>The seconds that it took.</returns>
    public double Run(IReadOnlyList<int[]> prompts, IReadOnlyList<int[][]> answers, bool together, ContextPlan plan)
    {
        // On a thread of its own, after that of the source has ended, so that neither contender's OpenMP threads are more than the CPUs.
        Thread.Sleep(3 * LlamaScheduler.Linger);
        return Task.Factory.StartNew(
            () => Seconds.Once(() => RunHere(prompts, answers, together, plan)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _context?.Dispose();
        _weights.Dispose();
    }

    private void RunHere(IReadOnlyList<int[]> prompts, IReadOnlyList<int[][]> answers, bool together, ContextPlan plan)
    {
        if (together)
        {
            Evaluate(prompts, answers, plan);
            return;
        }

        for (var p = 0; p < prompts.Count; p++)
        {
            Evaluate([prompts[p]], [answers[p]], plan);
        }
    }

    private void Evaluate(IReadOnlyList<int[]> prompts, IReadOnlyList<int[][]> answers, ContextPlan plan)
    {
        var context = Context(
            prompts.Sum(prompt => prompt.Length) + answers.Sum(all => all.Sum(answer => answer.Length)),
            prompts.Count + answers.Sum(all => all.Length),
            plan);
        var sequence = prompts.Count;
        _batch.Clear();
        for (var p = 0; p < prompts.Count; p++)
        {
            for (var i = 0; i < prompts[p].Length; i++)
            {
                Add(prompts[p][i], i, p, i == prompts[p].Length - 1);
            }
        }

        Decode();
        for (var p = 0; p < prompts.Count; p++)
        {
            foreach (var _ in answers[p])
            {
                context.MemorySequenceCopy((LLamaSeqId)p, (LLamaSeqId)sequence++, -1, -1);
            }
        }

        // The last token of an answer need not be evaluated.
        var longest = answers.Max(all => all.Max(answer => answer.Length));
        for (var step = 0; step < longest - 1; step++)
        {
            sequence = prompts.Count;
            for (var p = 0; p < prompts.Count; p++)
            {
                foreach (var answer in answers[p])
                {
                    if (step < answer.Length - 1)
                    {
                        Add(answer[step], prompts[p].Length + step, sequence, true);
                    }

                    sequence++;
                }
            }

            Decode();
        }

        for (var used = 0; used < sequence; used++)
        {
            context.MemorySequenceRemove((LLamaSeqId)used, -1, -1);
        }
    }

    private void Add(int token, int position, int sequence, bool wanted)
    {
        if (_batch.TokenCount == LargestBatch)
        {
            Decode();
        }

        _batch.Add(token, position, (LLamaSeqId)sequence, wanted);
    }

    private void Decode()
    {
        var result = _context!.Decode(_batch);
        _batch.Clear();
        if (result != DecodeResult.Ok)
        {
            throw new InvalidOperationException($"llama.cpp did not evaluate the prepared batch: {result}.");
        }
    }

    private SafeLLamaContextHandle Context(int cells, int sequences, ContextPlan plan)
    {
        var size = (Math.Max(plan.Cells, (cells + 255) / 256 * 256), Math.Max(plan.Sequences, sequences));
        if (_context is null || _size != size)
        {
            _context?.Dispose();
            _size = size;
            (_parameters with { ContextSize = (uint)_size.Cells, SeqMax = (uint)_size.Sequences }).ToLlamaContextParams(out var native);
            _context = SafeLLamaContextHandle.Create(_weights.NativeHandle, native);
        }

        return _context;
    }
}
