namespace Accelerated.Inference.Templates;

/// <summary>Jinja's tests.</summary>
internal static class TemplateTests
{
    private static readonly Dictionary<string, Func<Run, object?, object?[], bool>> All = new(StringComparer.Ordinal)
    {
        ["defined"] = (_, value, _) => value is not Undefined,
        ["undefined"] = (_, value, _) => value is Undefined,
        ["none"] = (_, value, _) => value is null,
        ["string"] = (_, value, _) => value is TracedText,
        ["mapping"] = (_, value, _) => value is TemplateDict,
        ["iterable"] = (_, value, _) => value is TracedText or TemplateList or TemplateDict or Undefined,
        ["sequence"] = (_, value, _) =>
            value is TracedText or TemplateList { Kind: not SequenceKind.Generator } or TemplateDict or Undefined,
        ["number"] = (_, value, _) => Operators.Number(value) is not null,
        ["integer"] = (_, value, _) => Operators.Plain(value) is long,
        ["float"] = (_, value, _) => Operators.Plain(value) is double,
        ["boolean"] = (_, value, _) => Operators.Plain(value) is bool,
        ["true"] = (_, value, _) => Operators.Plain(value) is true,
        ["false"] = (_, value, _) => Operators.Plain(value) is false,
        ["callable"] = (_, value, _) => value is ICallable,
        ["lower"] = (run, value, _) => TextMethods.IsCased(PythonText.Of(run, value), char.IsLower, char.IsUpper),
        ["upper"] = (run, value, _) => TextMethods.IsCased(PythonText.Of(run, value), char.IsUpper, char.IsLower),
        ["odd"] = (run, value, _) => Remainder(run, value, 2) == 1,
        ["even"] = (run, value, _) => Remainder(run, value, 2) == 0,
        ["divisibleby"] = (run, value, arguments) => Remainder(run, value, Operators.Whole(run, arguments[0], "the divisor")) == 0,
        ["sameas"] = (run, value, arguments) =>
            ReferenceEquals(value, arguments[0]) || (value is bool or long && value.Equals(arguments[0])),
        ["in"] = (run, value, arguments) => Operators.Contains(run, arguments[0], value),
        ["filter"] = (_, value, _) => value is TracedText name && TemplateFilters.Has(name.Value),
        ["test"] = (_, value, _) => value is TracedText name && Has(name.Value),
        ["equalto"] = (run, value, arguments) => Operators.AreEqual(run, value, arguments[0]),
        ["eq"] = (run, value, arguments) => Operators.AreEqual(run, value, arguments[0]),
        ["=="] = (run, value, arguments) => Operators.AreEqual(run, value, arguments[0]),
        ["ne"] = (run, value, arguments) => !Operators.AreEqual(run, value, arguments[0]),
        ["!="] = (run, value, arguments) => !Operators.AreEqual(run, value, arguments[0]),
        ["lt"] = (run, value, arguments) => Operators.Compare(run, "<", value, arguments[0]),
        ["lessthan"] = (run, value, arguments) => Operators.Compare(run, "<", value, arguments[0]),
        ["<"] = (run, value, arguments) => Operators.Compare(run, "<", value, arguments[0]),
        ["le"] = (run, value, arguments) => Operators.Compare(run, "<=", value, arguments[0]),
        ["<="] = (run, value, arguments) => Operators.Compare(run, "<=", value, arguments[0]),
        ["gt"] = (run, value, arguments) => Operators.Compare(run, ">", value, arguments[0]),
        ["greaterthan"] = (run, value, arguments) => Operators.Compare(run, ">", value, arguments[0]),
        [">"] = (run, value, arguments) => Operators.Compare(run, ">", value, arguments[0]),
        ["ge"] = (run, value, arguments) => Operators.Compare(run, ">=", value, arguments[0]),
        [">="] = (run, value, arguments) => Operators.Compare(run, ">=", value, arguments[0]),
    };

    private static readonly HashSet<string> OfTwo =
    [
        "divisibleby", "sameas", "in", "equalto", "eq", "==", "ne", "!=", "lt", "lessthan", "<", "le", "<=", "gt", "greaterthan", ">", "ge",
        ">=",
    ];

    public static bool Holds(Run run, string name, object? value, object?[] positional, Dictionary<string, object?> named)
    {
        run.Budget.Step();
        if (!All.TryGetValue(name, out var test))
        {
            throw run.Error($"the test '{name}' is not supported. Use one of: {string.Join(", ", All.Keys)}.");
        }

        var needed = OfTwo.Contains(name) ? 1 : 0;
        return positional.Length == needed && named.Count == 0
            ? test(run, value, positional)
            : throw run.Error($"the test '{name}' has {positional.Length + named.Count} arguments; it takes {needed}.");
    }

    private static bool Has(string name) => All.ContainsKey(name);

    private static long Remainder(Run run, object? value, long divisor) =>
        divisor == 0 ? throw run.Error("a number is divided by 0. Test the divisor before.")
        : Operators.Whole(run, Numbers.Calculate(run, "%", Operators.Whole(run, value, "the number"), divisor), "");
}
