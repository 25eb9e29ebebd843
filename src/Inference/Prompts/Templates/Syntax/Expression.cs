namespace Accelerated.Inference.Templates;

/// <summary>A part of a template that has a value.</summary>
internal abstract record Expression(int Line)
{
    public abstract object? Evaluate(Run run);
}

internal sealed record Constant(int Line, object? Value) : Expression(Line)
{
    public override object? Evaluate(Run run) => Value;
}

internal sealed record Name(int Line, string Identifier) : Expression(Line)
{
    public override object? Evaluate(Run run) =>
        run.Scope.TryGet(Identifier, out var value) ? value
        : TemplateFunctions.All.TryGetValue(Identifier, out var function) ? function
        : new Undefined($"'{Identifier}'");
}

internal sealed record SequenceLiteral(int Line, IReadOnlyList<Expression> Items, SequenceKind Kind) : Expression(Line)
{
    public override object? Evaluate(Run run) => run.List(Items.Select(run.Evaluate), Kind);
}

internal sealed record DictLiteral(int Line, IReadOnlyList<(Expression Key, Expression Value)> Entries) : Expression(Line)
{
    public override object? Evaluate(Run run)
    {
        var dict = new TemplateDict();
        foreach (var (key, value) in Entries)
        {
            run.Budget.Create(Budget.Element);
            dict[Collections.Key(run, run.Evaluate(key))] = run.Evaluate(value);
        }

        return dict;
    }
}

internal sealed record Attribute(int Line, Expression Target, string Member) : Expression(Line)
{
    public override object? Evaluate(Run run) => Members.Attribute(run, run.Evaluate(Target), Member);
}

internal sealed record Subscript(int Line, Expression Target, Expression Index) : Expression(Line)
{
    public override object? Evaluate(Run run) => Members.Item(run, run.Evaluate(Target), run.Evaluate(Index));
}

internal sealed record Slice(int Line, Expression Target, Expression? Start, Expression? End, Expression? Step) : Expression(Line)
{
    public override object? Evaluate(Run run)
    {
        var target = run.Evaluate(Target);
        return Members.Slice(run, target, Bound(run, Start), Bound(run, End), Bound(run, Step));
    }

    private static long? Bound(Run run, Expression? bound) =>
        bound is null || run.Evaluate(bound) is not { } value ? null : Operators.Whole(run, value, "a slice's bound");
}

internal sealed record Call(
    int Line,
    Expression Callee,
    IReadOnlyList<Expression> Positional,
    IReadOnlyList<(string Name, Expression Value)> Named) : Expression(Line)
{
    public override object? Evaluate(Run run)
    {
        var callee = run.Evaluate(Callee);
        return callee is ICallable callable
            ? callable.Call(run, Arguments.Evaluate(run, Positional), Arguments.Evaluate(run, Named))
            : throw run.Error($"{PythonText.Describe(callee)} is called, but is not a function. Check the name.");
    }
}

internal sealed record FilterCall(
    int Line,
    Expression Value,
    string Name,
    IReadOnlyList<Expression> Positional,
    IReadOnlyList<(string Name, Expression Value)> Named) : Expression(Line)
{
    public override object? Evaluate(Run run) =>
        TemplateFilters.Apply(run, Name, run.Evaluate(Value), Arguments.Evaluate(run, Positional), Arguments.Evaluate(run, Named));
}

internal sealed record TestCall(
    int Line,
    Expression Value,
    string Name,
    IReadOnlyList<Expression> Positional,
    IReadOnlyList<(string Name, Expression Value)> Named) : Expression(Line)
{
    public override object? Evaluate(Run run) =>
        TemplateTests.Holds(run, Name, run.Evaluate(Value), Arguments.Evaluate(run, Positional), Arguments.Evaluate(run, Named));
}

internal sealed record Negation(int Line, Expression Value) : Expression(Line)
{
    public override object? Evaluate(Run run) => !Operators.IsTrue(run.Evaluate(Value));
}

internal sealed record Signed(int Line, bool Negative, Expression Value) : Expression(Line)
{
    public override object? Evaluate(Run run) => Operators.Signed(run, Negative, run.Evaluate(Value));
}

internal sealed record Logical(int Line, Expression Left, Expression Right, bool IsAnd) : Expression(Line)
{
    public override object? Evaluate(Run run)
    {
        var left = run.Evaluate(Left);
        return Operators.IsTrue(left) == IsAnd ? run.Evaluate(Right) : left;
    }
}

internal sealed record Comparison(int Line, Expression First, IReadOnlyList<(string Operator, Expression Value)> Rest) : Expression(Line)
{
    public override object? Evaluate(Run run)
    {
        var left = run.Evaluate(First);
        foreach (var (name, value) in Rest)
        {
            var right = run.Evaluate(value);
            if (!Operators.Compare(run, name, left, right))
            {
                return false;
            }

            left = right;
        }

        return true;
    }
}

internal sealed record Arithmetic(int Line, string Operator, Expression Left, Expression Right) : Expression(Line)
{
    public override object? Evaluate(Run run) => Operators.Calculate(run, Operator, run.Evaluate(Left), run.Evaluate(Right));
}

internal sealed record Concatenation(int Line, IReadOnlyList<Expression> Parts) : Expression(Line)
{
    public override object? Evaluate(Run run)
    {
        var text = new TracedTextBuilder(run.Budget);
        foreach (var part in Parts)
        {
            text.Append(PythonText.Of(run, run.Evaluate(part)));
        }

        return text.ToText();
    }
}

internal sealed record Conditional(int Line, Expression Condition, Expression Value, Expression? Otherwise) : Expression(Line)
{
    public override object? Evaluate(Run run) =>
        Operators.IsTrue(run.Evaluate(Condition)) ? run.Evaluate(Value)
        : Otherwise is not null ? run.Evaluate(Otherwise)
        : new Undefined("the value of an if without else");
}
