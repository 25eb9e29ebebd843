namespace Accelerated.Inference.Templates;

// The values of a template are: null (none), bool, long, double, TracedText, and the classes here.

/// <summary>What a name, key or attribute that is not there gives: printed as nothing, an error where more is asked of it.</summary>
internal sealed record Undefined(string What);

/// <summary>A number or truth value that the conversation gave: printed, it is content.</summary>
internal sealed record Given(object Value);

internal enum SequenceKind
{
    List,
    Tuple,

    /// <summary>What filters such as select give: true even where it is empty.</summary>
    Generator,
}

internal sealed record TemplateList(List<object?> Items, SequenceKind Kind = SequenceKind.List)
{
    public bool Equals(TemplateList? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>What <c>namespace()</c> makes: the one object whose attributes a template sets.</summary>
internal sealed class TemplateNamespace
{
    public Dictionary<string, object?> Attributes { get; } = new(StringComparer.Ordinal);
}

/// <summary>Something that can be called.</summary>
internal interface ICallable
{
    string Name { get; }

    object? Call(Run run, object?[] positional, Dictionary<string, object?> named);
}
