namespace Accelerated.Inference.Templates;

/// <summary>What <c>set</c> and <c>for</c> assign to.</summary>
internal abstract record AssignmentTarget(int Line)
{
    public abstract void Assign(Run run, object? value);
}

internal sealed record NameTarget(int Line, string Name) : AssignmentTarget(Line)
{
    public override void Assign(Run run, object? value) => run.Scope.Set(Name, value);
}

internal sealed record NamespaceTarget(int Line, string Name, string Attribute) : AssignmentTarget(Line)
{
    public override void Assign(Run run, object? value)
    {
        if (!run.Scope.TryGet(Name, out var target) || target is not TemplateNamespace space)
        {
            throw run.Error($"'{Name}.{Attribute}' is set, but '{Name}' is not a namespace. Make it by {{% set {Name} = namespace() %}}.");
        }

        space.Attributes[Attribute] = value;
    }
}

internal sealed record TupleTarget(int Line, IReadOnlyList<AssignmentTarget> Targets) : AssignmentTarget(Line)
{
    public override void Assign(Run run, object? value)
    {
        var items = Collections.Iterate(run, value).Take(Targets.Count + 1).ToList();
        if (items.Count != Targets.Count)
        {
            throw run.Error(
                $"{PythonText.Describe(value)} is taken apart into {Targets.Count} variables, and does not have as many items. Name as " +
                "many as there are.");
        }

        for (var i = 0; i < items.Count; i++)
        {
            Targets[i].Assign(run, items[i]);
        }
    }
}
