namespace Accelerated.Metrics;

// Metrics over what programs and queries gave: a candidate's labels, or the lines of its text.
public abstract partial class Metric
{
    /// <summary>
    /// Agreement of programs' results on the same tests (Shi et al. 2022), 0 to 1. A result that is empty or begins with <c>ERROR</c>
    /// agrees with nothing.
    /// </summary>
    /// <param name="all">Whether only agreement on all tests counts; else it is the share of tests.</param>
    public static Metric Execution(bool all = false) => OptionText.Create("execution", ("all", all));

    /// <summary>
    /// Agreement of queries' result tables as multisets of rows (Yu et al. 2018), 0 to 1. A table with a row that begins with <c>ERROR</c>
    /// agrees with nothing.
    /// </summary>
    /// <param name="partial">Whether it is the F1 of shared rows; else whether the tables are equal.</param>
    public static Metric ResultTable(bool partial = false) => OptionText.Create("result-table", ("partial", partial));
}
