namespace Accelerated.Inference.Templates;

/// <summary>A part of a template that prints, sets or repeats.</summary>
internal abstract record Statement(int Line)
{
    public abstract Flow Execute(Run run);
}

internal sealed record DataStatement(int Line, TracedText Text) : Statement(Line)
{
    public override Flow Execute(Run run)
    {
        run.Print(Text);
        return Flow.Next;
    }
}

internal sealed record OutputStatement(int Line, Expression Value) : Statement(Line)
{
    public override Flow Execute(Run run)
    {
        run.Print(PythonText.Of(run, run.Evaluate(Value)));
        return Flow.Next;
    }
}

internal sealed record IfStatement(
    int Line,
    IReadOnlyList<(Expression Condition, IReadOnlyList<Statement> Body)> Branches,
    IReadOnlyList<Statement> Otherwise) : Statement(Line)
{
    public override Flow Execute(Run run)
    {
        foreach (var (condition, body) in Branches)
        {
            if (Operators.IsTrue(run.Evaluate(condition)))
            {
                return run.Execute(body);
            }
        }

        return run.Execute(Otherwise);
    }
}

internal sealed record SetStatement(int Line, AssignmentTarget Target, Expression Value) : Statement(Line)
{
    public override Flow Execute(Run run)
    {
        Target.Assign(run, run.Evaluate(Value));
        return Flow.Next;
    }
}

/// <summary>Sets what its body prints. The filters, if any, are around a name that the captured text has while they run.</summary>
internal sealed record BlockSetStatement(
    int Line, AssignmentTarget Target, IReadOnlyList<Statement> Body, Expression? Filtered) : Statement(Line)
{
    public override Flow Execute(Run run)
    {
        Target.Assign(run, FilterStatement.Captured(run, Body, Filtered));
        return Flow.Next;
    }
}

/// <summary>Prints what filters make of what its body prints.</summary>
internal sealed record FilterStatement(int Line, IReadOnlyList<Statement> Body, Expression Filtered) : Statement(Line)
{
    /// <summary>The name that the captured text has in the expression of the filters; no template can write it.</summary>
    public const string CapturedName = " captured";

    public override Flow Execute(Run run)
    {
        run.Print(PythonText.Of(run, Captured(run, Body, Filtered)));
        return Flow.Next;
    }

    public static object? Captured(Run run, IReadOnlyList<Statement> body, Expression? filtered)
    {
        var text = run.Capture(body, new Scope(run.Scope));
        if (filtered is null)
        {
            return text;
        }

        var outer = run.Scope;
        run.Scope = new Scope(outer);
        run.Scope.Set(CapturedName, text);
        var value = run.Evaluate(filtered);
        run.Scope = outer;
        return value;
    }
}

/// <summary>
/// A body with its own variables: <c>with</c>, and <c>generation</c>, which marks what a model is trained on and prints its body.
/// </summary>
internal sealed record ScopeStatement(
    int Line, IReadOnlyList<(AssignmentTarget Target, Expression Value)> Variables, IReadOnlyList<Statement> Body) : Statement(Line)
{
    public override Flow Execute(Run run)
    {
        var outer = run.Scope;
        var inner = new Scope(outer);
        foreach (var (target, value) in Variables)
        {
            var evaluated = run.Evaluate(value);
            run.Scope = inner;
            target.Assign(run, evaluated);
            run.Scope = outer;
        }

        run.Scope = inner;
        var flow = run.Execute(Body);
        run.Scope = outer;
        return flow;
    }
}

internal sealed record MacroStatement(
    int Line, string Name, IReadOnlyList<(string Name, Expression? Default)> Parameters, IReadOnlyList<Statement> Body) : Statement(Line)
{
    public override Flow Execute(Run run)
    {
        run.Scope.Set(Name, new Macro(this, run.Scope));
        return Flow.Next;
    }
}

/// <summary>Calls a macro whose <c>caller()</c> prints the body.</summary>
internal sealed record CallStatement(int Line, Call Macro, MacroStatement Caller) : Statement(Line)
{
    public override Flow Execute(Run run)
    {
        if (run.Evaluate(Macro.Callee) is not ICallable macro)
        {
            throw run.Error("a call block calls something that is not a macro. Check the name.");
        }

        var named = Arguments.Evaluate(run, Macro.Named);
        named["caller"] = new Macro(Caller, run.Scope);
        run.Print(PythonText.Of(run, macro.Call(run, Arguments.Evaluate(run, Macro.Positional), named)));
        return Flow.Next;
    }
}

internal sealed record LeaveStatement(int Line, Flow Flow) : Statement(Line)
{
    public override Flow Execute(Run run) => Flow;
}
