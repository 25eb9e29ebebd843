namespace Accelerated.Inference.Templates;

/// <summary>How the statements that were run leave a loop.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}

/// <summary>One rendering: variables, output, budget.</summary>
internal sealed class Run
{
    public Run(TimeProvider clock)
    {
        Clock = clock;
        Output = new TracedTextBuilder(Budget);
        Scope = new Scope(null);
    }

    public Budget Budget { get; } = new();

    public TimeProvider Clock { get; }

    public Scope Scope { get; set; }

    public TracedTextBuilder Output { get; private set; }

    public object? Evaluate(Expression expression)
    {
        Budget.Step();
        Budget.Enter();
        Budget.Line = expression.Line;
        var value = expression.Evaluate(this);
        Budget.Line = expression.Line;
        Budget.Leave();
        return value;
    }

    public Flow Execute(IReadOnlyList<Statement> statements)
    {
        Budget.Enter();
        foreach (var statement in statements)
        {
            Budget.Step();
            Budget.Line = statement.Line;
            var flow = statement.Execute(this);
            if (flow != Flow.Next)
            {
                Budget.Leave();
                return flow;
            }
        }

        Budget.Leave();
        return Flow.Next;
    }

    /// <summary>What statements print, in a scope of their own.</summary>
    public TracedText Capture(IReadOnlyList<Statement> statements, Scope scope)
    {
        var (output, outer) = (Output, Scope);
        (Output, Scope) = (new TracedTextBuilder(Budget), scope);
        Execute(statements);
        var text = Output.ToText();
        (Output, Scope) = (output, outer);
        return text;
    }

    public void Print(TracedText text)
    {
        if (Output.Length + (long)text.Length > Budget.LongestOutput)
        {
            throw Error(FormattableString.Invariant(
                $"the text is longer than {Budget.LongestOutput:N0} characters. Use a shorter conversation."));
        }

        Output.Append(text);
    }

    public TemplateException Error(string what) => new(Budget.Line, what);

    /// <summary>A list, charged as it grows.</summary>
    public TemplateList List(IEnumerable<object?> items, SequenceKind kind = SequenceKind.List)
    {
        var list = new List<object?>();
        foreach (var item in items)
        {
            Budget.Create(Budget.Element);
            list.Add(item);
        }

        return new TemplateList(list, kind);
    }
}
