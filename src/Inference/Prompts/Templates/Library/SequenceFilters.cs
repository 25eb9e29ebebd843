using System.Globalization;

namespace Accelerated.Inference.Templates;

/// <summary>Filters that go through a list.</summary>
internal static class SequenceFilters
{
    public static object? First(Run run, object? value)
    {
        foreach (var item in Collections.Iterate(run, value))
        {
            return item;
        }

        return new Undefined("the first item of an empty list");
    }

    public static object? Last(Run run, object? value)
    {
        object? last = new Undefined("the last item of an empty list");
        foreach (var item in Collections.Iterate(run, value))
        {
            run.Budget.Step();
            last = item;
        }

        return last;
    }

    public static TemplateList Map(Run run, object? value, Arguments arguments)
    {
        if (arguments.Named.TryGetValue("attribute", out var attribute))
        {
            arguments.Named.TryGetValue("default", out var otherwise);
            var hasDefault = arguments.Named.ContainsKey("default");
            return run.List(
                By(run, Collections.Iterate(run, value), attribute).Select(item => item is Undefined && hasDefault ? otherwise : item),
                SequenceKind.Generator);
        }

        var name = Named(run, "map", arguments, 0);
        return run.List(
            Collections.Iterate(run, value)
                .Select(item => TemplateFilters.Apply(run, name, item, arguments.Positional[1..], new(arguments.Named))),
            SequenceKind.Generator);
    }

    public static TemplateList Select(Run run, object? value, Arguments arguments, bool byAttribute, bool wanted)
    {
        var skipped = byAttribute ? 1 : 0;
        if (byAttribute && arguments.Positional.Length == 0)
        {
            throw run.Error("selectattr or rejectattr has no attribute's name. Give it one.");
        }

        var test = arguments.Positional.Length > skipped ? Named(run, "select", arguments, skipped) : null;
        var rest = test is null ? [] : arguments.Positional[(skipped + 1)..];
        bool IsKept(object? item)
        {
            var tested = byAttribute ? Path(run, item, arguments.Positional[0]) : item;
            return (test is null ? Operators.IsTrue(tested) : TemplateTests.Holds(run, test, tested, rest, [])) == wanted;
        }

        return run.List(Collections.Iterate(run, value).Where(IsKept), SequenceKind.Generator);
    }

    public static TemplateList Unique(Run run, object? value, Arguments arguments)
    {
        var (byCase, attribute) = (arguments.Flag("case_sensitive"), arguments.Value("attribute", null));
        var seen = new TemplateDict();
        bool IsNew(object? item)
        {
            var key = Collections.Key(run, Comparable(attribute is null ? item : Path(run, item, attribute), byCase));
            var isNew = !seen.TryGet(key, out _);
            seen[key] = null;
            return isNew;
        }

        return run.List(Collections.Iterate(run, value).Where(IsNew), SequenceKind.Generator);
    }

    public static TemplateList Sort(Run run, object? value, Arguments arguments)
    {
        var (byCase, attribute) = (arguments.Flag("case_sensitive"), arguments.Value("attribute", null));
        return Sorted(
            run,
            Collections.Iterate(run, value),
            item => Comparable(attribute is null ? item : Path(run, item, attribute), byCase),
            arguments.Flag("reverse"));
    }

    public static TemplateList SortDict(Run run, object? value, Arguments arguments)
    {
        if (value is not TemplateDict dict)
        {
            throw run.Error($"{PythonText.Describe(value)} is given to |dictsort; it takes a mapping. Use |sort for a list.");
        }

        var (byCase, index) = (arguments.Flag("case_sensitive"), arguments.OptionalText("by")?.Value == "value" ? 1 : 0);
        return Sorted(
            run,
            CollectionMethods.Items(run, dict).Items,
            item => Comparable(((TemplateList)item!).Items[index], byCase),
            arguments.Flag("reverse"));
    }

    public static object? Sum(Run run, object? value, Arguments arguments)
    {
        var sum = arguments.Value("start", 0L);
        foreach (var item in By(run, Collections.Iterate(run, value), arguments.Value("attribute", null)))
        {
            sum = Operators.Calculate(run, "+", sum, item);
        }

        return sum;
    }

    public static object? Extreme(Run run, object? value, int sign)
    {
        object? extreme = new Undefined("the least or most of an empty list");
        foreach (var item in Collections.Iterate(run, value))
        {
            extreme = extreme is Undefined || Operators.Order(run, Comparable(item, false), Comparable(extreme, false)) * sign > 0
                ? item
                : extreme;
        }

        return extreme;
    }

    /// <summary>An attribute of each item, or the items themselves where none is named.</summary>
    public static IEnumerable<object?> By(Run run, IEnumerable<object?> items, object? attribute) =>
        attribute is null ? items : items.Select(item => Path(run, item, attribute));

    // Attributes and indices separated by points.
    private static object? Path(Run run, object? item, object? attribute)
    {
        run.Budget.Step();
        if (attribute is not TracedText path)
        {
            return Members.Item(run, item, attribute);
        }

        foreach (var part in path.Value.Split('.'))
        {
            item = Members.Item(
                run,
                item,
                long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : TracedText.Markup(part));
        }

        return item;
    }

    private static TemplateList Sorted(Run run, IEnumerable<object?> items, Func<object?, object?> key, bool isReversed)
    {
        var order = Comparer<object?>.Create((a, b) => Operators.Order(run, a, b) ?? 0);
        try
        {
            return run.List(isReversed ? items.OrderByDescending(key, order) : items.OrderBy(key, order));
        }
        catch (InvalidOperationException error) when (error.InnerException is TemplateException inner)
        {
            throw inner;
        }
    }

    private static object? Comparable(object? value, bool byCase) => value is TracedText text && !byCase ? TextMethods.Lower(text) : value;

    private static string Named(Run run, string filter, Arguments arguments, int index) =>
        arguments.Positional.Length > index && arguments.Positional[index] is TracedText name ? name.Value : throw run.Error(
            $"|{filter} has no name of a filter or test. Give it one as a text.");
}
