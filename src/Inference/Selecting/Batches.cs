using System.Threading.Channels;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>Cuts a stream of problems into batches.</summary>
internal static class Batches
{
    /// <summary>
    /// Writes batches until the stream ends, fails or is cancelled; the reader of <paramref name="batches"/> sees a failure after what came
    /// before it.
    /// </summary>
    public static async Task ReadAsync(IAsyncEnumerable<Problem> problems, BatchLimits limits, ChannelWriter<List<Problem>> batches, CancellationToken cancellation)
    {
        Exception? error = null;
        var batch = new List<Problem>();
        try
        {
            var characters = 0L;
            await foreach (var problem in problems.WithCancellation(cancellation).ConfigureAwait(false))
            {
                var length = problem is null ? 0 : Characters(problem.Candidates) + Characters(problem.References);
                if (batch.Count > 0 && (batch.Count == limits.Problems || characters + length > limits.Characters))
                {
                    await batches.WriteAsync(batch, cancellation).ConfigureAwait(false);
                    batch = [];
                    characters = 0;
                }

                batch.Add(problem!);
                characters += length;
            }
        }
        catch (Exception e)
        {
            error = e; // raised again where the batches are read
        }

        if (batch.Count > 0 && !cancellation.IsCancellationRequested)
        {
            try
            {
                await batches.WriteAsync(batch, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException e)
            {
                error ??= e;
            }
        }

        batches.Complete(error);
    }

    private static long Characters(IReadOnlyList<Candidate>? list)
    {
        var sum = 0L;
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            sum += list![i]?.Text.Length ?? 0;
        }

        return sum;
    }
}
