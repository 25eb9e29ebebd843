namespace Accelerated.Inference.Templates;

/// <summary>The arguments of a call, by position and by name.</summary>
internal sealed class Arguments
{
    private readonly Run _run;
    private readonly string _callee;
    private readonly string[] _parameters;

    public Arguments(Run run, string callee, string? parameters, object?[] positional, Dictionary<string, object?> named)
    {
        _run = run;
        _callee = callee;
        _parameters = parameters?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        Positional = positional;
        Named = named;
        if (parameters is not null && positional.Length > _parameters.Length)
        {
            throw run.Error($"'{callee}' has {positional.Length} arguments; it takes at most {_parameters.Length}. Leave some out.");
        }

        foreach (var name in named.Keys)
        {
            if (parameters is null)
            {
                break;
            }

            var index = Array.IndexOf(_parameters, name);
            if (index < 0 || index < positional.Length)
            {
                throw run.Error(
                    $"'{callee}' has an argument '{name}' that it does not take or has twice. It takes: {string.Join(", ", _parameters)}.");
            }
        }
    }

    public object?[] Positional { get; }

    public Dictionary<string, object?> Named { get; }

    public static object?[] Evaluate(Run run, IReadOnlyList<Expression> expressions)
    {
        if (expressions.Count == 0)
        {
            return [];
        }

        run.Budget.Create(expressions.Count * Budget.Element);
        return [.. expressions.Select(run.Evaluate)];
    }

    public static Dictionary<string, object?> Evaluate(Run run, IReadOnlyList<(string Name, Expression Value)> expressions)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in expressions)
        {
            run.Budget.Create(Budget.Element);
            if (!values.TryAdd(name, run.Evaluate(value)))
            {
                throw run.Error($"the argument '{name}' is given twice. Leave one out.");
            }
        }

        return values;
    }

    public bool TryGet(string name, out object? value)
    {
        var index = Array.IndexOf(_parameters, name);
        if (index >= 0 && index < Positional.Length)
        {
            value = Positional[index];
            return true;
        }

        return Named.TryGetValue(name, out value);
    }

    public object? Value(string name) => TryGet(name, out var value) ? value : throw _run.Error(
        $"'{_callee}' has no argument '{name}'. Give it one.");

    public object? Value(string name, object? otherwise) => TryGet(name, out var value) ? value : otherwise;

    public TracedText Text(string name) => Text(name, Value(name));

    public TracedText? OptionalText(string name) => TryGet(name, out var value) && value is not null ? Text(name, value) : null;

    public long Whole(string name, long otherwise) =>
        TryGet(name, out var value) ? Operators.Whole(_run, value, $"the argument '{name}' of '{_callee}'") : otherwise;

    public bool Flag(string name, bool otherwise = false) => TryGet(name, out var value) ? Operators.IsTrue(value) : otherwise;

    private TracedText Text(string name, object? value) =>
        value as TracedText ?? throw _run.Error(
            $"the argument '{name}' of '{_callee}' is {PythonText.Describe(value)}; it must be a text. Convert it by |string.");
}
