using Accelerated.Metrics;

namespace Accelerated.Inference.Pruning;

/// <summary>
/// Scores all candidates against a few references, then, with twice as many references each time, only those that may still be the best:
/// a candidate stays while its share of bootstrap resamples of the references in which it is at least as good as the best so far is above
/// 1 - <see cref="Alpha"/> (Cheng and Vlachos 2023, "Faster minimum Bayes risk decoding with confidence-based pruning"). It ends when one
/// is left or all references are used; nothing bounds the pairs but their whole number.
/// </summary>
public sealed record ConfidencePruning : PairSaving
{
    /// <summary>
    /// How sure the loss must be before a candidate is dropped, above 0 and below 1; higher is safer and costs more pairs.
    /// </summary>
    public double Alpha { get; init; } = 0.99;

    /// <summary>References of the first round, at least 1.</summary>
    public int FirstReferences { get; init; } = 8;

    /// <summary>Bootstrap resamples a round, at least 1.</summary>
    public int Resamples { get; init; } = 200;

    internal override void Validate()
    {
        var rule = new OptionRule(nameof(ConfidencePruning));
        rule.Require(Alpha is > 0 and < 1, nameof(Alpha), Alpha, "a number above 0 and below 1", "Use 0.99 to be safe.");
        rule.Require(FirstReferences >= 1, nameof(FirstReferences), FirstReferences, "at least 1");
        rule.Require(Resamples >= 1, nameof(Resamples), Resamples, "at least 1");
    }

    internal override Task RunAsync(PartialTable table, CancellationToken cancellation)
    {
        var random = new SplitMix64(Seed);
        return RunAsync(table, Resample, cancellation);

        int[][] Resample(int used)
        {
            var resamples = new int[Resamples][];
            for (var b = 0; b < resamples.Length; b++)
            {
                resamples[b] = new int[used];
                for (var k = 0; k < used; k++)
                {
                    resamples[b][k] = (int)random.Below((ulong)used);
                }
            }

            return resamples;
        }
    }

    /// <summary>The same with given resamples: for a number of used references, lists of indices into them.</summary>
    internal async Task RunAsync(PartialTable table, Func<int, int[][]> resample, CancellationToken cancellation)
    {
        for (long target = FirstReferences; ; target *= 2)
        {
            await table.DrawAsync((int)Math.Min(target, table.References) - table.Used, cancellation).ConfigureAwait(false);
            var best = table.Best;
            var resamples = resample(table.Used);
            table.Keep(table.Survivors.Where(row => row == best || WinRate(row, best) > 1 - Alpha));
            if (table.Survivors.Count == 1 || table.Used == table.References)
            {
                return;
            }

            double WinRate(int row, int other)
            {
                cancellation.ThrowIfCancellationRequested();
                return resamples.Count(positions => table.IsAtLeast(row, other, positions)) / (double)resamples.Length;
            }
        }
    }
}
