using System.Diagnostics;
using LLama;
using LLama.Common;
using LLama.Exceptions;
using LLama.Extensions;
using LLama.Native;

namespace Accelerated.Inference.LLamaSharp.Engine;

/// <summary>Finds the number of threads with which a loaded model currently evaluates fastest, by short timed evaluations.</summary>
internal static class ThreadMeasurement
{
    private const int Tokens = 8;
    private const int Cells = 256;
    private const int MostRounds = 30;
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(500);

    /// <summary>The numbers worth timing: all cores and half of them (one of two hardware threads), then powers of two.</summary>
    public static IReadOnlyList<int> Candidates(int cores)
    {
        var numbers = new List<int> { Math.Max(1, cores / 2), cores };
        for (var number = 1; number < cores; number *= 2)
        {
            numbers.Add(number);
        }

        return [.. numbers.Distinct()];
    }

    /// <summary>Of timed numbers the fastest; among those within 3 % of it the fewest, which leave the most to others.</summary>
    public static int Fastest(IReadOnlyList<(int Threads, double Seconds)> timed)
    {
        var least = timed.Min(number => number.Seconds);
        return timed.Where(number => number.Seconds <= 1.03 * least).Min(number => number.Threads);
    }

    /// <summary>Measures, for half a second and one evaluation at most; a number whose turn does not come then is not chosen.</summary>
    public static int Fastest(LLamaWeights weights, ModelParams parameters)
    {
        var candidates = Candidates(Math.Min(Environment.ProcessorCount, ThreadLimit.Most));
        if (candidates.Count == 1)
        {
            return candidates[0];
        }

        var measured = parameters with { ContextSize = Cells, BatchSize = Cells, UBatchSize = Cells, SeqMax = 1, FlashAttention = false };
        measured.ToLlamaContextParams(out var native);
        SafeLLamaContextHandle context;
        try
        {
            context = SafeLLamaContextHandle.Create(weights.NativeHandle, native);
        }
        catch (RuntimeError)
        {
            return candidates[0]; // what is short of memory says so when it draws
        }

        // On a thread that ends, and with it those that OpenMP starts for it, as LlamaScheduler explains.
        using (context)
        {
            return Task.Factory.StartNew(
                () => Fastest(Time(context, candidates)),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).GetAwaiter().GetResult();
        }
    }

    private static List<(int, double)> Time(SafeLLamaContextHandle context, IReadOnlyList<int> candidates)
    {
        var batch = new LLamaBatch();
        for (var token = 0; token < Tokens; token++)
        {
            batch.Add(0, token, LLamaSeqId.Zero, token == Tokens - 1);
        }

        var start = Stopwatch.StartNew();
        Use(context, candidates[0]);
        Evaluate(context, batch); // pages are touched

        // In turn, so that what else runs on the machine at a moment, such as the compilation of this program, slows all of them; the first
        // of a number's evaluations starts its threads.
        var least = Enumerable.Repeat(double.MaxValue, candidates.Count).ToArray();
        for (var round = 0; round < MostRounds && (round < 2 || start.Elapsed < Enough); round++)
        {
            for (var i = 0; i < least.Length && (least[0] == double.MaxValue || start.Elapsed < Budget); i++)
            {
                Use(context, candidates[i]);
                least[i] = Math.Min(least[i], Evaluate(context, batch));
            }
        }

        return [.. candidates.Zip(least).Where(number => number.Second < double.MaxValue)];
    }

    private static void Use(SafeLLamaContextHandle context, int threads)
    {
        context.GenerationThreads = threads;
        context.BatchThreads = threads;
    }

    private static double Evaluate(SafeLLamaContextHandle context, LLamaBatch batch)
    {
        context.MemoryClear(data: false);
        var start = Stopwatch.GetTimestamp();
        var result = context.Decode(batch);
        return result == DecodeResult.Ok ? Stopwatch.GetElapsedTime(start).TotalSeconds : double.MaxValue;
    }
}
