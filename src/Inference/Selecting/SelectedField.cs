namespace Accelerated.Inference;

/// <summary>A field of a selected record.</summary>
public sealed class SelectedField
{
    internal SelectedField(string name, string? value, double confidence, IReadOnlyList<int> support, bool isSupportedByReferences)
    {
        Name = name;
        Value = value;
        Confidence = confidence;
        Support = support;
        IsSupportedByReferences = isSupportedByReferences;
    }

    /// <summary>The field's name; for a field of an object in the record, the names that lead to it, joined by dots.</summary>
    public string Name { get; }

    /// <summary>The value as JSON; null where the record does not have the field.</summary>
    public string? Value { get; }

    /// <summary>
    /// The expected utility of the value, 0..1: for a field compared by equality the weight of the votes for it. Where the model is well
    /// calibrated, it is what the field is worth on average.
    /// </summary>
    public double Confidence { get; }

    /// <summary>
    /// The indices of the candidates, or of the references where a problem has its own, against whose value it is worth at least 0.5.
    /// </summary>
    public IReadOnlyList<int> Support { get; }

    /// <summary>Whether <see cref="Support"/> holds indices of references that are not the candidates.</summary>
    internal bool IsSupportedByReferences { get; }
}
