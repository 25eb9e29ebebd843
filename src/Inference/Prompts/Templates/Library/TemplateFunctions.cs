namespace Accelerated.Inference.Templates;

/// <summary>The functions that a template can call by name.</summary>
internal static class TemplateFunctions
{
    public static IReadOnlyDictionary<string, Function> All { get; } = new Function[]
    {
        new(
            "raise_exception",
            "message",
            (run, _, arguments) => throw new RefusedConversationException(PythonText.Of(run, arguments.Value("message")).Value)),
        new("namespace", null, Namespace),
        new("dict", null, Dict),
        new("range", "a b step", Range),
        new("strftime_now", "format", (run, _, arguments) => TracedText.Markup(TimeText.Of(run, arguments.Text("format").Value))),
        new("joiner", "sep", Joiner),
        new("cycler", null, Cycler),
    }.ToDictionary(function => function.Name, StringComparer.Ordinal);

    private static TemplateNamespace Namespace(Run run, object? target, Arguments arguments)
    {
        var space = new TemplateNamespace();
        foreach (var (key, value) in ((TemplateDict)Dict(run, target, arguments)!).Entries)
        {
            space.Attributes[PythonText.Of(run, key).Value] = value;
        }

        return space;
    }

    private static object? Dict(Run run, object? target, Arguments arguments)
    {
        var dict = new TemplateDict();
        foreach (var entries in arguments.Positional)
        {
            CollectionMethods.Filled(run, dict, entries);
        }

        foreach (var (name, value) in arguments.Named)
        {
            run.Budget.Create(Budget.Element);
            dict[name] = value;
        }

        return dict;
    }

    private static object? Range(Run run, object? target, Arguments arguments)
    {
        var start = arguments.Whole("a", 0);
        var end = arguments.Whole("b", 0);
        (start, end) = arguments.TryGet("b", out _) ? (start, end) : (0, start);
        var step = arguments.Whole("step", 1);
        if (step == 0)
        {
            throw run.Error("range() has the step 0. Use 1, or -1 for the reverse.");
        }

        var count = step > 0 == start < end && start != end ? (UInt128)(((Int128)end - start + step - (step > 0 ? 1 : -1)) / step) : 0;
        return count <= Budget.LongestRange
            ? run.List(Enumerable.Range(0, (int)count).Select(i => (object?)(start + (i * step))))
            : throw run.Error(FormattableString.Invariant(
                $"range() has {count:N0} numbers; the most is {Budget.LongestRange:N0}. Use a shorter one."));
    }

    private static object? Joiner(Run run, object? target, Arguments arguments)
    {
        var separator = arguments.Value("sep", TracedText.Markup(", "));
        var isUsed = false;
        return new Function("joiner", "", (_, _, _) =>
        {
            var joined = isUsed ? separator : TracedText.Empty;
            isUsed = true;
            return joined;
        });
    }

    private static object? Cycler(Run run, object? target, Arguments arguments) =>
        throw run.Error("cycler() is not supported. Use loop.cycle().");
}
