using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>One of several values, 1 - cost of answering one where another is right. Values are indices of the choices.</summary>
internal sealed class CostUtility : FieldUtility
{
    private readonly string[] _choices;
    private readonly double[][] _utilities;
    private readonly ExactUtility _reader;

    /// <summary>A utility of a cost matrix.</summary>
    /// <param name="choices">The values in canonical JSON.</param>
    /// <param name="costs">The cost of answering the first index where the second is right.</param>
    /// <exception cref="ArgumentException">A choice is given twice, or a cost is missing or not allowed.</exception>
    public CostUtility(string[] choices, IReadOnlyList<IReadOnlyList<double>> costs)
    {
        if (choices.Length == 0 || choices.Distinct().Count() != choices.Length)
        {
            throw new ArgumentException($"There are {choices.Length} choices; at least one is needed, and each once.", nameof(choices));
        }

        if (costs.Count != choices.Length || costs.Any(row => row is null || row.Count != choices.Length))
        {
            throw new ArgumentException(
                $"The costs of {choices.Length} choices must be {choices.Length} rows of {choices.Length} numbers, in the order of the "
                + "choices.",
                nameof(costs));
        }

        if (costs.Any(row => row.Any(cost => !(cost is >= 0 and <= 1))))
        {
            throw new ArgumentException("A cost must be a number from 0, as good as right, to 1, as bad as wrong.", nameof(costs));
        }

        _choices = choices;
        _utilities = [.. costs.Select(row => row.Select(cost => 1 - cost).ToArray())];
        _reader = new ExactUtility(JsonKinds.Any, choices);
        IsSymmetric = Enumerable.Range(0, choices.Length).All(a => Enumerable.Range(0, a).All(b => costs[a][b] == costs[b][a]));
    }

    /// <inheritdoc/>
    internal override bool IsSymmetric { get; }

    /// <inheritdoc/>
    internal override object? Read(JsonElement json, RecordNotes notes) =>
        _reader.Read(json, notes) is string value ? Array.IndexOf(_choices, value) : null;

    /// <inheritdoc/>
    internal override void Write(Utf8JsonWriter json, object value) =>
        json.WriteRawValue(_choices[(int)value], skipInputValidation: true);

    /// <inheritdoc/>
    internal override FieldColumn Column(object?[] values) => new Costs(values, _utilities);

    private sealed class Costs(object?[] values, double[][] utilities) : FieldColumn(values)
    {
        protected override double UtilityOfPresent(int hypothesis, int reference) =>
            utilities[(int)this[hypothesis]!][(int)this[reference]!];

        protected override (object Value, double Sum) BestOfPresent(double[] weights, double total)
        {
            var (best, most) = (0, double.NegativeInfinity);
            for (var choice = 0; choice < utilities.Length; choice++)
            {
                var sum = 0.0;
                for (var k = 0; k < Count; k++)
                {
                    sum += weights[k] > 0 ? weights[k] * utilities[choice][(int)this[k]!] : 0;
                }

                if (sum > most + (Slack * total))
                {
                    (best, most) = (choice, sum);
                }
            }

            return (best, most);
        }
    }
}
