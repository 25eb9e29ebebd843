namespace Accelerated.Metrics;

/// <summary>A field's values in all records of a problem. Safe for concurrent use.</summary>
/// <param name="values">The value of each record; null where it has none.</param>
internal abstract class FieldColumn(object?[] values)
{
    /// <summary>Expected utilities within this share of the weight of each other count as equal.</summary>
    protected const double Slack = 1e-9;

    /// <summary>The value of a record; null where it has none.</summary>
    public object? this[int item] => values[item];

    /// <summary>Number of records.</summary>
    public int Count => values.Length;

    /// <summary>The utility of one record's value against another's.</summary>
    public double Utility(int hypothesis, int reference) =>
        values[hypothesis] is null || values[reference] is null
            ? values[hypothesis] is null && values[reference] is null ? 1 : 0
            : UtilityOfPresent(hypothesis, reference);

    /// <summary>The value of greatest expected utility. Absence wins only where it is strictly better.</summary>
    /// <param name="weights">One weight a record, finite and at least 0.</param>
    /// <param name="isRequired">Whether absence is allowed only where no record of positive weight has a value.</param>
    /// <returns>The value, null for absence, and the weighted sum of its utilities.</returns>
    public (object? Value, double Sum) Best(ReadOnlySpan<double> weights, bool isRequired)
    {
        var present = new double[values.Length];
        var (with, without) = (0.0, 0.0);
        for (var k = 0; k < present.Length; k++)
        {
            if (values[k] is null)
            {
                without += weights[k];
            }
            else
            {
                present[k] = weights[k];
                with += weights[k];
            }
        }

        if (with == 0)
        {
            return (null, without);
        }

        var (value, sum) = BestOfPresent(present, with);
        return !isRequired && without > sum + (Slack * (with + without)) ? (null, without) : (value, sum);
    }

    /// <summary>The utility of two values that are there.</summary>
    protected abstract double UtilityOfPresent(int hypothesis, int reference);

    /// <summary>The best value, and the weighted sum of its utilities.</summary>
    /// <param name="weights">One weight a record, 0 where it has no value.</param>
    /// <param name="total">Their sum, positive.</param>
    protected abstract (object Value, double Sum) BestOfPresent(double[] weights, double total);
}
