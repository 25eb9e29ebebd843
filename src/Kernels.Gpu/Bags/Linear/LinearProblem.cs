namespace Accelerated.Kernels.Gpu;

/// <summary>One problem of a launch of <see cref="LinearSums"/>.</summary>
internal struct LinearProblem
{
    /// <summary>The item of its first row.</summary>
    public int Row;

    /// <summary>Number of rows.</summary>
    public int Rows;

    /// <summary>The item of its first column.</summary>
    public int Column;

    /// <summary>Number of columns.</summary>
    public int Columns;

    /// <summary>The index of its first column's units and class.</summary>
    public int Unit;

    /// <summary>The index of its first class.</summary>
    public int Class;

    /// <summary>Number of classes.</summary>
    public int Classes;

    /// <summary>The index of its first sum.</summary>
    public int Sum;

    /// <summary>Where its counts start: counts[symbol][class].</summary>
    public long Counts;
}
