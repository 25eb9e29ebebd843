using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The least cost of editing the reference into the hypothesis: an insertion adds a symbol that only the hypothesis has, a deletion drops
/// one that only the reference has (Wagner and Fischer 1974). Costs that are whole numbers give whole numbers, whose weighted sums are
/// exact.
/// </summary>
/// <param name="insert">Cost of an insertion, at least 0.</param>
/// <param name="delete">Cost of a deletion, at least 0.</param>
/// <param name="substitute">Cost of a substitution, at least 0; more than both others together is never paid.</param>
internal readonly struct WeightedEditDistance(double insert, double delete, double substitute) : IScratchPairScore<int, double>
{
    private readonly double _insert = insert;
    private readonly double _delete = delete;
    private readonly double _substitute = substitute;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "weighted-levenshtein",
        "edit distance with costs of one's own",
        [
            Cost("insert", "cost of a symbol that only the hypothesis has"),
            Cost("delete", "cost of a symbol that only the reference has"),
            Cost("substitute", "cost of replacing a symbol"),
            TextOptions.Unit,
            .. TextOptions.Plain,
        ],
        Create);

    /// <summary>One cell for each symbol of the reference: a row of the table.</summary>
    public int ScratchLength(int hypothesis, int reference) => reference;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<double>, allows ref struct
    {
        var (rows, columns) = (hypothesis.Length, reference.Length);
        var cost = 0.0;
        for (var j = 0; j < columns; j++)
        {
            cost += _delete;
            scratch[j] = cost;
        }

        var edge = 0.0;
        for (var i = 0; i < rows; i++)
        {
            var symbol = hypothesis[i];
            var diagonal = edge;
            edge += _insert;
            cost = edge;
            for (var j = 0; j < columns; j++)
            {
                var above = scratch[j];
                var least = reference[j] == symbol ? diagonal : diagonal + _substitute;
                var inserted = above + _insert;
                var deleted = cost + _delete;
                least = inserted < least ? inserted : least;
                cost = deleted < least ? deleted : least;
                scratch[j] = cost;
                diagonal = above;
            }
        }

        return cost;
    }

    private static MetricOption Cost(string name, string summary) => new(name, "1", summary, minimum: 0, maximum: 1e6);

    private static Metric Create(MetricOptions options)
    {
        var (insert, delete) = (options.Number("insert"), options.Number("delete"));
        return CustomMetric.OverSequences<double, WeightedEditDistance>(
            options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric: insert == delete),
            TextOptions.Units(options),
            new(insert, delete, options.Number("substitute")));
    }
}
