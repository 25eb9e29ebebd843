namespace Accelerated.Inference.Evaluating;

/// <summary>What one item contributes.</summary>
/// <param name="Group">What it shares with others; null where it stands alone.</param>
/// <param name="Candidates">The number of its candidates.</param>
/// <param name="IsReadable">By measure, whether a right answer can be read.</param>
/// <param name="Rows">By row, its answer's statistics.</param>
internal sealed record ItemRecord(string? Group, int Candidates, bool[] IsReadable, IReadOnlyDictionary<string, RowRecord> Rows);

/// <summary>What one row contributes at one item.</summary>
/// <param name="Statistics">By measure: null where the item must be left out, empty where the row has no value by this measure.</param>
/// <param name="IsMissing">By measure, whether there is no answer that can be read.</param>
/// <param name="IsTied">Whether several answers were equally good.</param>
internal sealed record RowRecord(double[]?[] Statistics, bool[] IsMissing, bool IsTied)
{
    /// <summary>What a metric-aware rule expects of its answer; NaN for other rows.</summary>
    public double Expected { get; init; } = double.NaN;

    /// <summary>The same without the answer's own vote.</summary>
    public double ExpectedByOthers { get; init; } = double.NaN;
}
