namespace Accelerated.Inference.Templates;

/// <summary>What a function, a method or a filter does, given the value it belongs to.</summary>
internal delegate object? FunctionBody(Run run, object? target, Arguments arguments);

/// <summary>A function of the language.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters' names with spaces between them; null where it takes any.</param>
/// <param name="Body">What it does.</param>
internal sealed record Function(string Name, string? Parameters, FunctionBody Body) : ICallable
{
    /// <summary>The value that a method belongs to.</summary>
    public object? Target { get; init; }

    public object? Call(Run run, object?[] positional, Dictionary<string, object?> named) => Apply(run, Target, positional, named);

    /// <summary>Calls it for a value; a text that it makes is charged.</summary>
    public object? Apply(Run run, object? target, object?[] positional, Dictionary<string, object?> named)
    {
        run.Budget.Step();
        run.Budget.Read(target is TracedText text ? text.Length : 0);
        var value = Body(run, target, new Arguments(run, Name, Parameters, positional, named));
        run.Budget.Create(value is TracedText made ? made.Length : 0);
        return value;
    }
}
