namespace Accelerated.Inference.Templates;

/// <summary>Jinja's filters, as far as chat templates use them.</summary>
internal static class TemplateFilters
{
    private static readonly Dictionary<string, Function> All = new Function[]
    {
        new("trim", "chars", (run, value, arguments) => Trim(run, value, arguments)),
        new("tojson", "indent ensure_ascii separators sort_keys", JsonText.Filter),
        new("length", "", (run, value, _) => Collections.Count(run, value)),
        new("count", "", (run, value, _) => Collections.Count(run, value)),
        new("join", "d attribute", (run, value, arguments) =>
            TextMethods.Join(
                run,
                arguments.OptionalText("d") ?? TracedText.Empty,
                SequenceFilters.By(run, Collections.Iterate(run, value), arguments.Value("attribute", null)),
                true)),
        new("lower", "", (run, value, _) => TextMethods.Lower(PythonText.Of(run, value))),
        new("upper", "", (run, value, _) => TextMethods.Upper(PythonText.Of(run, value))),
        new("title", "", (run, value, _) => Title(PythonText.Of(run, value))),
        new("capitalize", "", (run, value, _) => TextMethods.Capitalize(PythonText.Of(run, value))),
        new("replace", "old new count", (run, value, arguments) =>
            TextSplits.Replace(
                run,
                PythonText.Of(run, value),
                arguments.Text("old"),
                arguments.Text("new"),
                arguments.Value("count", null) is null ? -1 : arguments.Whole("count", -1))),
        new("default", "default_value boolean", Default),
        new("d", "default_value boolean", Default),
        new("first", "", (run, value, _) => SequenceFilters.First(run, value)),
        new("last", "", (run, value, _) => SequenceFilters.Last(run, value)),
        new("list", "", (run, value, _) => run.List(Collections.Iterate(run, value))),
        new("string", "", (run, value, _) => PythonText.Of(run, value)),
        new("int", "default base", (run, value, arguments) => NumberFilters.Whole(run, value, arguments)),
        new("float", "default", (run, value, arguments) => NumberFilters.Real(value, arguments)),
        new("abs", "", (run, value, _) => NumberFilters.Absolute(run, value)),
        new("round", "precision method", NumberFilters.Round),
        new("sum", "attribute start", SequenceFilters.Sum),
        new("min", "", (run, value, _) => SequenceFilters.Extreme(run, value, -1)),
        new("max", "", (run, value, _) => SequenceFilters.Extreme(run, value, 1)),
        new(
            "items",
            "",
            (run, value, _) => value is Undefined
                ? run.List([])
                : value is TemplateDict dict ? CollectionMethods.Items(run, dict)
                : throw run.Error($"{PythonText.Describe(value)} is given to |items; it takes a mapping. Test it by 'is mapping' before.")),
        new("map", null, SequenceFilters.Map),
        new("select", null, (run, value, arguments) => SequenceFilters.Select(run, value, arguments, false, true)),
        new("reject", null, (run, value, arguments) => SequenceFilters.Select(run, value, arguments, false, false)),
        new("selectattr", null, (run, value, arguments) => SequenceFilters.Select(run, value, arguments, true, true)),
        new("rejectattr", null, (run, value, arguments) => SequenceFilters.Select(run, value, arguments, true, false)),
        new("unique", "case_sensitive attribute", SequenceFilters.Unique),
        new("sort", "reverse case_sensitive attribute", SequenceFilters.Sort),
        new("dictsort", "case_sensitive by reverse", SequenceFilters.SortDict),
        new(
            "reverse",
            "",
            (run, value, _) => value is TracedText
                ? Members.Slice(run, value, null, null, -1)
                : run.List(run.List(Collections.Iterate(run, value)).Items.AsEnumerable().Reverse(), SequenceKind.Generator)),
        new("indent", "width first blank", Indent),
        new("safe", "", (run, value, _) => PythonText.Of(run, value)),
        new("escape", "", (run, value, _) => Escape(run, PythonText.Of(run, value))),
        new("e", "", (run, value, _) => Escape(run, PythonText.Of(run, value))),
        new("wordcount", "", (run, value, _) => TextSplits.Split(run, PythonText.Of(run, value), null, -1).LongCount()),
    }.ToDictionary(filter => filter.Name, StringComparer.Ordinal);

    public static object? Apply(Run run, string name, object? value, object?[] positional, Dictionary<string, object?> named) =>
        All.TryGetValue(name, out var filter)
            ? filter.Apply(run, value, positional, named)
            : throw run.Error($"the filter '{name}' is not supported. Use one of: {string.Join(", ", All.Keys)}.");

    public static bool Has(string name) => All.ContainsKey(name);

    private static TracedText Trim(Run run, object? value, Arguments arguments)
    {
        var text = PythonText.Of(run, value);
        var characters = arguments.OptionalText("chars")?.Value;
        run.Budget.Read((characters?.Length ?? 0) * (long)text.Length);
        return TextMethods.Trim(text, characters, true, true);
    }

    private static object? Default(Run run, object? value, Arguments arguments) =>
        value is Undefined || (arguments.Flag("boolean") && !Operators.IsTrue(value))
            ? arguments.Value("default_value", TracedText.Empty)
            : value;

    // A word begins at the text's start and behind blanks, hyphens and opening brackets.
    private static TracedText Title(TracedText text)
    {
        var title = text.Value.ToLowerInvariant().ToCharArray();
        for (var i = 0; i < title.Length; i++)
        {
            if (i == 0 || TextMethods.IsSpace(title[i - 1]) || title[i - 1] is '-' or '(' or '{' or '[' or '<')
            {
                title[i] = char.ToUpperInvariant(text.Value[i]);
            }
        }

        return text.With(new string(title));
    }

    private static TracedText Indent(Run run, object? value, Arguments arguments)
    {
        var width = arguments.Value("width", 4L);
        var indent = width as TracedText ?? (TracedText)Operators.Calculate(run, "*", TracedText.Markup(" "), width)!;
        var indented = new TracedTextBuilder(run.Budget);
        var lines = TextSplits.Lines(
            new TracedTextBuilder(run.Budget).Append(PythonText.Of(run, value)).Append("\n", true).ToText(), false);
        var (isFirst, blank) = (true, arguments.Flag("blank"));
        foreach (var line in lines)
        {
            run.Budget.Step();
            indented.Append(isFirst ? "" : "\n", true);
            indented.Append(
                isFirst ? arguments.Flag("first") ? indent : TracedText.Empty : line.Length > 0 || blank ? indent : TracedText.Empty);
            indented.Append(line);
            isFirst = false;
        }

        return indented.ToText();
    }

    private static TracedText Escape(Run run, TracedText text)
    {
        var escaped = new TracedTextBuilder(run.Budget);
        for (var i = 0; i < text.Length; i++)
        {
            var entity = text.Value[i] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&#34;", '\'' => "&#39;", _ => null };
            if (entity is null)
            {
                escaped.Append(text, i, 1);
            }
            else
            {
                escaped.Append(entity, text.IsMarkup(i));
            }
        }

        return escaped.ToText();
    }
}
