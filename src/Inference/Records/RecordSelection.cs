namespace Accelerated.Inference;

/// <summary>A selected record as an object.</summary>
/// <typeparam name="T">The record's type.</typeparam>
public sealed class RecordSelection<T>
{
    internal RecordSelection(T value, Selection selection)
    {
        Value = value;
        Selection = selection;
    }

    /// <summary>The record.</summary>
    public T Value { get; }

    /// <summary>Each field's value, its confidence, and the candidates that support it.</summary>
    public IReadOnlyList<SelectedField> Fields => Selection.Fields;

    /// <summary>The selection, with the record's expected utility and the ranking of the candidates.</summary>
    public Selection Selection { get; }
}
