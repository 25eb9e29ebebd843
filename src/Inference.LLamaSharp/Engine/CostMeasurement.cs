using System.Diagnostics;
using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Scheduling;

namespace Accelerated.Inference.LLamaSharp.Engine;

/// <summary>
/// Finds what steps take on this machine, by short timed evaluations: one token and several, beside few cells and beside many.
/// </summary>
internal static class CostMeasurement
{
    private const int Tokens = 16;
    private const int Block = 256; // cells that are attended to at least
    private const int MostBlocks = 3;
    private const int SequencesPerBlock = 4; // for models of short texts
    private const int Repeats = 3;
    private const double Budget = 0.5; // seconds to fill cells with

    /// <summary>A context that the measurement fits.</summary>
    public static ContextPlan Plan { get; } = new((MostBlocks + 1) * Block, 1 + (MostBlocks * SequencesPerBlock), 512);

    /// <summary>Measures.</summary>
    /// <param name="context">Empty, of the size of <see cref="Plan"/>.</param>
    /// <param name="length">The longest text that the model takes.</param>
    /// <param name="cacheShare">
    /// Numbers that a token has in the cache for each of the model's weights: what attending to a cell takes beside evaluating a token.
    /// </param>
    /// <exception cref="LlamaException">An evaluation failed.</exception>
    public static StepCosts Measure(ILlamaContext context, int length, double cacheShare)
    {
        var batch = new StepBatch();
        var tokens = Math.Min(Tokens, length);
        Time(context, batch, tokens);
        var several = Time(context, batch, tokens);
        var one = Time(context, batch, 1);
        var token = Math.Max(0, several - one) / Math.Max(1, tokens - 1);
        var step = Math.Max(0, one - token);
        var blocks = Math.Min(MostBlocks, (int)(Budget / Math.Max(token * Block, 1e-9)));
        if (blocks == 0)
        {
            // A product for each key and each value, at about half of the rate of those with the weights.
            return new StepCosts(step, token, 2 * token * cacheShare);
        }

        for (var block = 0; block < blocks; block++)
        {
            Fill(context, batch, 1 + (block * SequencesPerBlock), Math.Clamp(length, Block / SequencesPerBlock, Block));
        }

        var besideMany = Time(context, batch, tokens);
        return new StepCosts(step, token, Math.Max(0, besideMany - several) / (tokens * (double)blocks * Block));
    }

    private static double Time(ILlamaContext context, StepBatch batch, int tokens)
    {
        var least = double.MaxValue;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            batch.Clear();
            for (var i = 0; i < tokens; i++)
            {
                batch.Add(0, i, 0, true);
            }

            var start = Stopwatch.GetTimestamp();
            context.Evaluate(batch, CancellationToken.None);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
            context.Remove(0);
        }

        return least;
    }

    // Sequences of their own: no text may be longer than the model takes.
    private static void Fill(ILlamaContext context, StepBatch batch, int sequence, int length)
    {
        batch.Clear();
        for (var i = 0; i < Block; i++)
        {
            batch.Add(0, i % length, sequence + (i / length), false);
        }

        context.Evaluate(batch, CancellationToken.None);
    }
}
