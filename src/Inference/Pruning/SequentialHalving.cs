using System.Numerics;
using Accelerated.Metrics;

namespace Accelerated.Inference.Pruning;

/// <summary>
/// Spends at most <see cref="Budget"/> pairs a problem: in each of ceil(log2 n) rounds, an equal part of the budget scores the candidates
/// that are left against references that they share, and the better half stays; estimates are over all references used so far
/// (correlated sequential halving: Baharav and Tse 2019; Jinnai and Ariu 2024 for minimum Bayes risk, there with ln n).
/// </summary>
/// <param name="Budget">Most pairs a problem, at least the number of its distinct candidates.</param>
public sealed record SequentialHalving(int Budget) : PairSaving
{
    internal override void Validate() =>
        new OptionRule(nameof(SequentialHalving)).Require(Budget >= 1, nameof(Budget), Budget, "at least 1");

    internal override async Task RunAsync(PartialTable table, CancellationToken cancellation)
    {
        var count = table.Survivors.Count;
        new OptionRule(nameof(SequentialHalving)).Require(
            Budget >= count,
            nameof(Budget),
            Budget,
            FormattableString.Invariant($"at least {count}, one pair for each of the {count} distinct candidates"));
        var rounds = Math.Max(1, BitOperations.Log2((uint)count) + (BitOperations.IsPow2(count) ? 0 : 1));
        for (var round = 0; round < rounds && table.Used < table.References; round++)
        {
            var left = table.Survivors.Count;
            var affordable = (int)((Budget - table.Pairs) / left);
            if (affordable == 0 || (left == 1 && round > 0))
            {
                return;
            }

            var share = Math.Max(1, Budget / (left * rounds));
            await table.DrawAsync(Math.Min(Math.Min(share, affordable), table.References - table.Used), cancellation).ConfigureAwait(false);
            table.Keep(table.Ranking.Take((left + 1) / 2));
        }
    }
}
