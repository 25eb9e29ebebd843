namespace Accelerated.Metrics;

/// <summary>
/// Sums of losses of all samples below each answer, by one pass from the lowest number to the highest. A sample's loss grows with the
/// distance from it: with slope 1 at once, or, for a finite delta, with a slope that itself grows by 1 until it is delta (Huber). Between
/// two neighbouring numbers the sum is a parabola of parts that are never negative, so nothing cancels; the samples whose slope still grows
/// are counted in whole units.
/// </summary>
internal static class RiskSweep
{
    // At one number, in this order. A turn, where a sample's slope has reached delta, stands where value + delta is rounded to: an answer there is
    // past it where that is up, and not yet where it is down.
    private enum Step
    {
        Sample,
        TurnBelow,
        Answer,
        TurnAbove,
    }

    /// <summary>Adds factor x the losses of the samples below each answer, all numbers times <paramref name="sign"/>.</summary>
    public static void Add(
        ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, double delta, int sign, double factor, Span<double> expected)
    {
        var straight = double.IsPositiveInfinity(delta);
        var steps = Steps(answers, values, units, delta, sign);
        var sum = 0.0;
        var slope = 0.0;
        var growing = 0L;
        var at = steps.Length == 0 ? 0 : steps[0].Number;
        foreach (var (number, step, index) in steps)
        {
            var gap = number - at;
            sum += gap * (slope + growing * gap / 2);
            slope += growing * gap;
            at = number;
            if (step == Step.Answer)
            {
                expected[index] += factor * sum;
            }
            else if (step != Step.Sample)
            {
                // This puts right what the rounding of the turn does to the slope and the sum.
                var missing = delta - (number - sign * values[index]);
                growing -= units[index];
                slope += units[index] * missing;
                sum -= units[index] * (missing * missing / 2);
            }
            else if (straight)
            {
                slope += units[index];
            }
            else
            {
                growing += units[index];
            }
        }
    }

    private static (double Number, Step Step, int Index)[] Steps(
        ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, double delta, int sign)
    {
        var steps = new List<(double Number, Step Step, int Index)>(answers.Length + 2 * values.Length);
        for (var i = 0; i < answers.Length; i++)
        {
            steps.Add((sign * answers[i], Step.Answer, i));
        }

        for (var k = 0; k < values.Length; k++)
        {
            if (units[k] > 0)
            {
                steps.Add((sign * values[k], Step.Sample, k));
                if (double.IsFinite(delta))
                {
                    var turn = sign * values[k] + delta;
                    steps.Add((turn, turn - sign * values[k] > delta ? Step.TurnBelow : Step.TurnAbove, k));
                }
            }
        }

        steps.Sort((left, right) =>
            left.Number != right.Number ? left.Number.CompareTo(right.Number)
            : left.Step != right.Step ? left.Step.CompareTo(right.Step)
            : left.Index.CompareTo(right.Index));
        return [.. steps];
    }
}
