using Accelerated.Metrics;

namespace Accelerated.Inference.Explaining;

/// <summary>Divides the votes at random: one half selects, the other values the winner.</summary>
internal static class HeldOutVotes
{
    private const int Splits = 32;
    private const int FewestReferences = 4; // that two halves can be made of
    private const ulong Seed = 1;

    /// <summary>What winners by half of the votes are worth by the other half; null with fewer than four votes.</summary>
    public static HeldOutValue? Of(VoteTable table, SelectionOptions options, CancellationToken cancellation)
    {
        var votes = table.AllVotes;
        int[] voters = [.. Enumerable.Range(0, votes.Length).Where(k => votes[k] > 0)];
        if (voters.Length < FewestReferences)
        {
            return null;
        }

        var random = new SplitMix64(Seed);
        var (chosen, held, count) = (0.0, 0.0, 0);
        for (var split = 0; split < Splits; split++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var k = 0; k < voters.Length - 1; k++)
            {
                var other = k + (int)random.Below((ulong)(voters.Length - k));
                (voters[k], voters[other]) = (voters[other], voters[k]);
            }

            var half = Votes(voters.AsSpan(0, voters.Length / 2), votes);
            var rest = Votes(voters.AsSpan(voters.Length / 2), votes);
            if (table.Winner(half) is >= 0 and var winner
                && table.Expected(winner, half, options.Self == SelfPair.Exclude) is var own && double.IsFinite(own)
                && table.Expected(winner, rest, withoutOwn: true) is var others && double.IsFinite(others))
            {
                (chosen, held, count) = (chosen + own, held + others, count + 1);
            }
        }

        return count == 0 ? null : new HeldOutValue(chosen / count, held / count, count)
        {
            Optimism = (options.Metric.Info.Direction == Direction.HigherIsBetter ? chosen - held : held - chosen) / count,
        };
    }

    private static long[] Votes(ReadOnlySpan<int> voters, long[] votes)
    {
        var some = new long[votes.Length];
        foreach (var voter in voters)
        {
            some[voter] = votes[voter];
        }

        return some;
    }
}
