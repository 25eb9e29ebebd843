using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>What may have been meant by an unknown name.</summary>
internal static class Suggestion
{
    private const int LettersOfAnError = 3;
    private const int MostNames = 20;

    /// <summary>
    /// "did you mean" and the nearest name, if at most a third of its letters differ; otherwise "expected one of" and all names, if they
    /// are few enough to read.
    /// </summary>
    public static string Of(string typed, IEnumerable<string> names)
    {
        string[] all = [.. names];
        return Near(typed, all) is { } near ? $"did you mean '{near}'?"
            : all.Length <= MostNames ? $"expected one of {string.Join(", ", all)}."
            : $"it is none of the {all.Length} there are.";
    }

    /// <summary>The nearest name; null if more than a third of its letters differ.</summary>
    public static string? Near(string typed, IEnumerable<string> names) =>
        NearestName.Of(typed, names) is { Length: > 0 } nearest
        && NearestName.Distance(typed, nearest) * LettersOfAnError <= nearest.Length
            ? nearest
            : null;
}
