namespace Accelerated.Inference.Evaluating;

/// <summary>The statistics of one measure: every row's, over the items that count for all rows.</summary>
/// <param name="measure">The measure.</param>
/// <param name="rows">Per row the statistics of the items, one after the other; null where the row has no value by this measure.</param>
/// <param name="items">The indices, among all, of the items that count.</param>
internal sealed class MeasureTable(Measure measure, IReadOnlyList<double[]?> rows, IReadOnlyList<int> items)
{
    /// <summary>The measure.</summary>
    public Measure Measure => measure;

    /// <summary>Number of rows.</summary>
    public int Rows => rows.Count;

    /// <summary>The indices, among all, of the items that count.</summary>
    public IReadOnlyList<int> Items => items;

    /// <summary>The value of a row over some of the items; NaN where there is none.</summary>
    public double Value(int row, ReadOnlySpan<int> drawn) =>
        rows[row] is { } statistics && drawn.Length > 0 ? measure.Of(statistics, drawn) : double.NaN;

    /// <summary>The statistics of a row at an item, by its place among those that count.</summary>
    public ReadOnlySpan<double> Statistics(int row, int place) => rows[row].AsSpan(place * measure.Width, measure.Width);
}
