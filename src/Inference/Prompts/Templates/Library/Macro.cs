namespace Accelerated.Inference.Templates;

/// <summary>A macro and the variables where it was defined.</summary>
internal sealed class Macro(MacroStatement definition, Scope scope) : ICallable
{
    public string Name => definition.Name;

    public object? Call(Run run, object?[] positional, Dictionary<string, object?> named)
    {
        run.Budget.Enter();
        var parameters = definition.Parameters;
        if (positional.Length > parameters.Count)
        {
            throw run.Error($"the macro '{Name}' has {positional.Length} arguments; it takes at most {parameters.Count}. Leave some out.");
        }

        var inner = new Scope(scope);
        var outer = run.Scope;
        run.Scope = inner;
        for (var i = 0; i < parameters.Count; i++)
        {
            var (name, otherwise) = parameters[i];
            var isNamed = named.Remove(name, out var value);
            if (isNamed && i < positional.Length)
            {
                throw run.Error($"the macro '{Name}' has its argument '{name}' twice. Leave one out.");
            }

            inner.Set(name, isNamed ? value
                : i < positional.Length ? positional[i]
                : otherwise is not null ? run.Evaluate(otherwise)
                : new Undefined($"the argument '{name}' of the macro '{Name}'"));
        }

        run.Scope = outer;
        if (named.Remove("caller", out var caller))
        {
            inner.Set("caller", caller);
        }

        if (named.Count > 0)
        {
            throw run.Error($"the macro '{Name}' has no parameter '{named.Keys.First()}'. Leave the argument out.");
        }

        var text = run.Capture(definition.Body, inner);
        run.Budget.Leave();
        return text;
    }
}
