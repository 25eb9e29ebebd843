namespace Accelerated.Inference.Evaluating;

/// <summary>A row of the comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="At">The name of the answer that it takes, by measure and item: its own, unless it chooses among rows.</param>
internal sealed record ComparedRow(string Name, RowKind Kind, Func<int, int, string> At)
{
    /// <summary>A row of its own answers.</summary>
    public static ComparedRow Own(string name, RowKind kind) => new(name, kind, (_, _) => name);
}
