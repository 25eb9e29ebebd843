namespace Accelerated.Metrics;

/// <summary>
/// One prompt's candidates and references as features of one metric, ready for an engine. Equal answers are encoded once: a row is a
/// distinct candidate, a column a distinct reference with the weight of all its copies. Immutable.
/// </summary>
public sealed class EncodedProblem
{
    private readonly int[] _rowOf;
    private readonly int[] _columnOf;
    private readonly long[] _columnUnits;

    internal EncodedProblem(
        Metric metric, Features features, int rows, int columns, bool square, int[] rowOf, int[] columnOf, Weights weights)
    {
        Metric = metric;
        Features = features;
        Rows = rows;
        Columns = columns;
        IsSquare = square;
        Weights = weights;
        _rowOf = rowOf;
        _columnOf = columnOf;
        _columnUnits = new long[columns];
        for (var k = 0; k < columnOf.Length; k++)
        {
            if (columnOf[k] >= 0)
            {
                _columnUnits[columnOf[k]] += weights.Units[k];
            }
        }

        HasIdentityRows = IsIdentity(rowOf, rows);
        HasIdentityColumns = IsIdentity(columnOf, columns);
    }

    /// <summary>The metric the features are for.</summary>
    public Metric Metric { get; }

    /// <summary>
    /// Items 0..Rows-1 are the rows; the columns are the same items where <see cref="IsSquare"/>, else the items after them.
    /// </summary>
    internal Features Features { get; }

    /// <summary>Number of distinct candidates.</summary>
    public int Rows { get; }

    /// <summary>Number of distinct references.</summary>
    public int Columns { get; }

    /// <summary>Whether the candidates are the references, in the same order.</summary>
    public bool IsSquare { get; }

    /// <summary>The item of column 0.</summary>
    internal int FirstColumnItem => IsSquare ? 0 : Rows;

    /// <summary>Number of candidates, duplicates and unreadable ones included.</summary>
    public int Candidates => _rowOf.Length;

    /// <summary>Number of references, duplicates and unreadable ones included.</summary>
    public int References => _columnOf.Length;

    /// <summary>The row of each candidate; -1 where the metric cannot read it.</summary>
    internal ReadOnlySpan<int> RowOf => _rowOf;

    /// <summary>The column of each reference; -1 where the metric cannot read it.</summary>
    internal ReadOnlySpan<int> ColumnOf => _columnOf;

    /// <summary>Whether row i is candidate i.</summary>
    internal bool HasIdentityRows { get; }

    /// <summary>Whether column k is reference k.</summary>
    internal bool HasIdentityColumns { get; }

    /// <summary>The weights of the references, in order; zero where the metric cannot read one.</summary>
    public Weights Weights { get; }

    /// <summary>The weight of each column, in units of 1 / <see cref="Weights.Total"/> of <see cref="Weights"/>.</summary>
    public ReadOnlySpan<long> ColumnUnits => _columnUnits;

    /// <summary>Number of references that the metric cannot read; their weight went to the others.</summary>
    internal int Skipped => _columnOf.AsSpan().Count(-1);

    /// <summary>The first candidate of a row.</summary>
    internal int CandidateOf(int row) => Array.IndexOf(_rowOf, row);

    /// <summary>The first reference of a column.</summary>
    internal int ReferenceOf(int column) => Array.IndexOf(_columnOf, column);

    private static bool IsIdentity(int[] map, int count)
    {
        if (map.Length != count)
        {
            return false;
        }

        for (var i = 0; i < map.Length; i++)
        {
            if (map[i] != i)
            {
                return false;
            }
        }

        return true;
    }
}
