namespace Accelerated.Inference.Templates;

/// <summary>Python's methods of lists and mappings.</summary>
internal static class CollectionMethods
{
    public static IReadOnlyDictionary<string, Function> OfDicts { get; } = new Function[]
    {
        new("items", "", (run, dict, _) => Items(run, (TemplateDict)dict!)),
        new("keys", "", (run, dict, _) => run.List(((TemplateDict)dict!).Keys)),
        new("values", "", (run, dict, _) => run.List(((TemplateDict)dict!).Values)),
        new("copy", "", (run, dict, _) => Filled(run, new TemplateDict(), (TemplateDict)dict!)),
        new("get", "key default", (run, dict, arguments) =>
            ((TemplateDict)dict!).TryGet(Collections.Key(run, arguments.Value("key")), out var value)
                ? value
                : arguments.Value("default", null)),
        new("pop", "key default", Pop),
        new("setdefault", "key default", SetDefault),
        new("update", null, Update),
    }.ToDictionary(method => method.Name, StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, Function> OfLists { get; } = new Function[]
    {
        new("append", "value", (run, list, arguments) => Add(run, list, Items(list).Count, arguments.Value("value"))),
        new(
            "insert",
            "index value",
            (run, list, arguments) => Add(run, list, InsertionIndex(list, arguments.Whole("index", 0)), arguments.Value("value"))),
        new("extend", "items", Extend),
        new("pop", "index", PopItem),
        new("copy", "", (run, list, _) => run.List(Items(list))),
        new("reverse", "", (run, list, _) => Reverse(run, list)),
        new(
            "index",
            "value",
            (run, list, arguments) => IndexOf(run, list, arguments.Value("value")) is >= 0 and var index
                ? index
                : throw run.Error("index() looks for a value that is not in the list. Test it by 'in' before.")),
        new(
            "count",
            "value",
            (run, list, arguments) => Items(list).LongCount(item => Operators.AreEqual(run, item, arguments.Value("value")))),
    }.ToDictionary(method => method.Name, StringComparer.Ordinal);

    public static TemplateList Items(Run run, TemplateDict dict) =>
        run.List(dict.Entries.Select(entry => (object?)run.List([entry.Key, entry.Value], SequenceKind.Tuple)));

    /// <summary>Adds a mapping's entries, or those of a list of pairs, to a mapping.</summary>
    public static TemplateDict Filled(Run run, TemplateDict dict, object? entries)
    {
        if (entries is TemplateDict given)
        {
            foreach (var (key, value) in given.Entries.ToArray())
            {
                run.Budget.Create(Budget.Element);
                dict[key] = value;
            }

            return dict;
        }

        foreach (var pair in Collections.Iterate(run, entries))
        {
            run.Budget.Create(Budget.Element);
            if (pair is not TemplateList { Items: [var key, var value] })
            {
                throw run.Error($"a mapping is made of {PythonText.Describe(pair)}; it takes pairs of a key and a value.");
            }

            dict[Collections.Key(run, key)] = value;
        }

        return dict;
    }

    private static List<object?> Items(object? list) => ((TemplateList)list!).Items;

    private static object? Add(Run run, object? list, int index, object? value)
    {
        run.Budget.Create(Budget.Element);
        run.Budget.Read(Items(list).Count - index);
        Items(list).Insert(index, value);
        return null;
    }

    private static int InsertionIndex(object? list, long index) =>
        (int)Math.Clamp(index < 0 ? index + Items(list).Count : index, 0, Items(list).Count);

    private static object? Extend(Run run, object? list, Arguments arguments)
    {
        Items(list).AddRange(run.List(Collections.Iterate(run, arguments.Value("items"))).Items);
        return null;
    }

    private static object? Reverse(Run run, object? list)
    {
        run.Budget.Read(Items(list).Count);
        Items(list).Reverse();
        return null;
    }

    private static object? PopItem(Run run, object? list, Arguments arguments)
    {
        var items = Items(list);
        var index = arguments.Whole("index", -1);
        index += index < 0 ? items.Count : 0;
        if (index < 0 || index >= items.Count)
        {
            throw run.Error($"pop() takes an item that the list of {items.Count} does not have. Test its length before.");
        }

        var value = items[(int)index];
        run.Budget.Read(items.Count - index);
        items.RemoveAt((int)index);
        return value;
    }

    private static long IndexOf(Run run, object? list, object? value) =>
        Items(list).FindIndex(item => Operators.AreEqual(run, item, value));

    private static object? Pop(Run run, object? target, Arguments arguments)
    {
        var (dict, key) = ((TemplateDict)target!, Collections.Key(run, arguments.Value("key")));
        if (!dict.TryGet(key, out var value))
        {
            return arguments.TryGet("default", out var otherwise)
                ? otherwise
                : throw run.Error("pop() takes a key that the mapping does not have. Give it a default.");
        }

        run.Budget.Read(dict.Count);
        dict.Remove(key);
        return value;
    }

    private static object? SetDefault(Run run, object? target, Arguments arguments)
    {
        var (dict, key) = ((TemplateDict)target!, Collections.Key(run, arguments.Value("key")));
        if (!dict.TryGet(key, out var value))
        {
            run.Budget.Create(Budget.Element);
            dict[key] = value = arguments.Value("default", null);
        }

        return value;
    }

    private static object? Update(Run run, object? target, Arguments arguments)
    {
        var dict = (TemplateDict)target!;
        foreach (var entries in arguments.Positional)
        {
            Filled(run, dict, entries);
        }

        foreach (var (name, value) in arguments.Named)
        {
            run.Budget.Create(Budget.Element);
            dict[name] = value;
        }

        return null;
    }
}
