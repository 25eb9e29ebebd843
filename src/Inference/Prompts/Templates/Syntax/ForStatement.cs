namespace Accelerated.Inference.Templates;

internal sealed record ForStatement(
    int Line,
    AssignmentTarget Target,
    Expression Sequence,
    Expression? Filter,
    IReadOnlyList<Statement> Body,
    IReadOnlyList<Statement> Otherwise) : Statement(Line)
{
    public override Flow Execute(Run run)
    {
        var outer = run.Scope;
        var items = Items(run);
        var loop = new Loop(items);
        for (; loop.Index < items.Count; loop.Index++)
        {
            run.Budget.Step();
            run.Scope = new Scope(outer);
            Target.Assign(run, items[loop.Index]);
            run.Scope.Set("loop", loop);
            if (run.Execute(Body) == Flow.Break)
            {
                break;
            }
        }

        run.Scope = outer;
        return items.Count == 0 ? run.Execute(Otherwise) : Flow.Next;
    }

    private List<object?> Items(Run run)
    {
        var sequence = run.Evaluate(Sequence);
        if (Filter is null)
        {
            return sequence is TemplateList list ? list.Items : run.List(Collections.Iterate(run, sequence)).Items;
        }

        var outer = run.Scope;
        var kept = new List<object?>();
        foreach (var item in Collections.Iterate(run, sequence))
        {
            run.Budget.Create(Budget.Element);
            run.Scope = new Scope(outer);
            Target.Assign(run, item);
            if (Operators.IsTrue(run.Evaluate(Filter)))
            {
                kept.Add(item);
            }
        }

        run.Scope = outer;
        return kept;
    }
}

/// <summary>What <c>loop</c> is within a for.</summary>
internal sealed class Loop(List<object?> items)
{
    private object? _seen = new Undefined("a value of loop.changed");

    public int Index { get; set; }

    public object? Attribute(Run run, string name) => name switch
    {
        "index" => Index + 1L,
        "index0" => (long)Index,
        "revindex" => (long)(items.Count - Index),
        "revindex0" => (long)(items.Count - Index - 1),
        "first" => Index == 0,
        "last" => Index == items.Count - 1,
        "length" => (long)items.Count,
        "previtem" => Index > 0 ? items[Index - 1] : new Undefined("loop.previtem of the first item"),
        "nextitem" => Index < items.Count - 1 ? items[Index + 1] : new Undefined("loop.nextitem of the last item"),
        "cycle" => new Function(
            "loop.cycle",
            null,
            (_, _, arguments) => arguments.Positional.Length > 0
                ? arguments.Positional[Index % arguments.Positional.Length]
                : throw run.Error("loop.cycle has no arguments. Give it the values to take in turn.")),
        "changed" => new Function("loop.changed", null, Changed),
        "depth" or "depth0" => throw run.Error($"loop.{name} is not supported. Count the depth in a variable."),
        _ => new Undefined($"loop.{name}"),
    };

    private object? Changed(Run run, object? target, Arguments arguments)
    {
        var value = run.List(arguments.Positional, SequenceKind.Tuple);
        var changed = !Operators.AreEqual(run, _seen, value);
        _seen = value;
        return changed;
    }
}
