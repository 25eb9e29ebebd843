namespace Accelerated.Metrics;

/// <summary>
/// Sums of losses of all samples below each answer, by one pass from the lowest number to the highest. A sample's loss grows with the
/// distance from it: with slope 1 at once, or, for a finite delta, with a slope that itself grows by 1 until it is delta (Huber). Between
/// two neighbouring numbers the sum is a parabola of parts that are never negative, so nothing cancels; the samples whose slope still grows
/// are counted in whole units. Answers read the sums and do not touch them, so an answer's sum does not depend on the others.
/// </summary>
internal static class RiskSweep
{
    /// <summary>Adds factor x the losses of the samples below each answer, all numbers times <paramref name="sign"/>.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="units">One weight a sample.</param>
    /// <param name="delta">Where a sample's slope stops growing; infinite where it is 1 at once.</param>
    /// <param name="sign">1, or -1 for the losses of the samples above.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="expected">One sum an answer.</param>
    public static void Add(
        in SortedNumbers answers,
        in SortedNumbers samples,
        ReadOnlySpan<long> units,
        double delta,
        int sign,
        double factor,
        Span<double> expected)
    {
        var straight = double.IsPositiveInfinity(delta);
        var (sum, slope, growing, at) = (0.0, 0.0, 0L, 0.0);
        var (nextSample, nextTurn) = (0, straight ? samples.Count : 0);
        for (var k = 0; k < answers.Count; k++)
        {
            var answer = answers.Number(k, sign);
            while (true)
            {
                var sample = nextSample < samples.Count ? samples.Number(nextSample, sign) : double.PositiveInfinity;
                var started = nextTurn < samples.Count ? samples.Number(nextTurn, sign) : double.PositiveInfinity;
                var turn = started + delta;
                var isSample = sample <= answer && sample <= turn;

                // A turn, where a sample's slope has reached delta, is where value + delta is rounded to: an answer there is past it
                // where that is up, and not yet where it is down.
                if (!isSample && !(turn < answer || (turn == answer && turn - started > delta)))
                {
                    break;
                }

                var number = isSample ? sample : turn;
                var step = nextSample == 0 ? 0 : number - at;
                sum += step * (slope + growing * step / 2);
                slope += growing * step;
                at = number;
                if (isSample)
                {
                    var unit = units[samples.Index(nextSample++, sign)];
                    slope += straight ? unit : 0;
                    growing += straight ? 0 : unit;
                }
                else
                {
                    // This puts right what the rounding of the turn does to the slope and the sum.
                    var unit = units[samples.Index(nextTurn++, sign)];
                    var missing = delta - (turn - started);
                    growing -= unit;
                    slope += unit * missing;
                    sum -= unit * (missing * missing / 2);
                }
            }

            var gap = nextSample == 0 ? 0 : answer - at;
            expected[answers.Index(k, sign)] += factor * (sum + gap * (slope + growing * gap / 2));
        }
    }
}
