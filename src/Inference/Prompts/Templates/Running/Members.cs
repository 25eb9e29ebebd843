namespace Accelerated.Inference.Templates;

/// <summary>Attributes, items and slices.</summary>
internal static class Members
{
    public static object? Attribute(Run run, object? target, string name)
    {
        switch (target)
        {
            case Undefined undefined:
                throw run.Error(
                    $"{undefined.What} is undefined, and its attribute '{name}' is asked for. Test it by 'is defined' before, or give " +
                    "messages what the template needs.");
            case TracedText:
                return Method(TextMethods.All, target, name) ?? Missing(target, name);
            case TemplateDict dict:
                return Method(CollectionMethods.OfDicts, target, name)
                    ?? (dict.TryGet(name, out var value) ? value : Missing(target, name));
            case TemplateList:
                return Method(CollectionMethods.OfLists, target, name) ?? Missing(target, name);
            case TemplateNamespace space:
                return space.Attributes.TryGetValue(name, out var attribute) ? attribute : Missing(target, name);
            case Loop loop:
                return loop.Attribute(run, name);
            default:
                return Missing(target, name);
        }
    }

    public static object? Item(Run run, object? target, object? index)
    {
        switch (target)
        {
            case Undefined undefined:
                throw run.Error(
                    $"{undefined.What} is undefined, and an item of it is asked for. Test it by 'is defined' before, or give messages " +
                    "what the template needs.");
            case TemplateDict dict when TemplateDict.IsKey(index) && dict.TryGet(index, out var value):
                return value;
            case TemplateList list when Operators.Plain(index) is long or bool:
                var position = Operators.Whole(run, index, "an index");
                position += position < 0 ? list.Items.Count : 0;
                return position >= 0 && position < list.Items.Count
                    ? list.Items[(int)position]
                    : new Undefined($"the item {position} of a list");
            case TracedText text when Operators.Plain(index) is long or bool:
                return Character(run, text, Operators.Whole(run, index, "an index"));
            default:
                return index is TracedText name
                    ? Attribute(run, target, name.Value)
                    : new Undefined($"an item of {PythonText.Describe(target)}");
        }
    }

    public static object? Slice(Run run, object? target, long? start, long? end, long? step)
    {
        if (step == 0)
        {
            throw run.Error("a slice has the step 0. Use 1, or -1 for the reverse.");
        }

        switch (target)
        {
            case TemplateList list:
                return run.List(Indices(list.Items.Count, start, end, step ?? 1).Select(position => list.Items[position]), list.Kind);
            case TracedText text:
                var points = text.CodePoints();
                run.Budget.Read(text.Length);
                var indices = Indices(points?.Length - 1 ?? text.Length, start, end, step ?? 1);
                if (points is null && (step ?? 1) == 1)
                {
                    var (first, count) = Ends(text.Length, start, end);
                    return Charged(run, text.Slice(first, count));
                }

                var sliced = new TracedTextBuilder(run.Budget);
                foreach (var position in indices)
                {
                    run.Budget.Step();
                    sliced.Append(text, points?[position] ?? position, points is null ? 1 : points[position + 1] - points[position]);
                }

                return sliced.ToText();
            case Undefined undefined:
                throw run.Error($"{undefined.What} is undefined, and a slice of it is asked for. Test it by 'is defined' before.");
            default:
                throw run.Error(
                    $"a slice of {PythonText.Describe(target)} is asked for; only lists and texts have one. Test it by 'is sequence' " +
                    "before.");
        }
    }

    private static object Character(Run run, TracedText text, long position)
    {
        run.Budget.Read(text.Length);
        var points = text.CodePoints();
        var count = points?.Length - 1 ?? text.Length;
        position += position < 0 ? count : 0;
        return position < 0 || position >= count ? new Undefined($"the character {position} of a text")
            : points is null ? text.Slice((int)position, 1)
            : text.Slice(points[position], points[position + 1] - points[position]);
    }

    private static (int First, int Count) Ends(int count, long? start, long? end)
    {
        var first = Bound(start ?? 0, count, 0, count);
        return ((int)first, (int)Math.Max(0, Bound(end ?? count, count, 0, count) - first));
    }

    private static IEnumerable<int> Indices(int count, long? start, long? end, long step)
    {
        var (lowest, highest) = step > 0 ? (0L, (long)count) : (-1L, count - 1L);
        var first = start is null ? step > 0 ? 0 : count - 1 : Bound(start.Value, count, lowest, highest);
        var last = end is null ? step > 0 ? count : -1 : Bound(end.Value, count, lowest, highest);
        step = Math.Clamp(step, -int.MaxValue, int.MaxValue);
        for (var position = first; step > 0 ? position < last : position > last; position += step)
        {
            yield return (int)position;
        }
    }

    private static long Bound(long position, int count, long lowest, long highest) =>
        Math.Clamp(position < 0 ? Math.Max(position, -count - 1L) + count : position, lowest, highest);

    private static TracedText Charged(Run run, TracedText text)
    {
        run.Budget.Create(text.Length);
        return text;
    }

    private static object? Method(IReadOnlyDictionary<string, Function> methods, object target, string name) =>
        methods.TryGetValue(name, out var method) ? method with { Target = target } : null;

    private static Undefined Missing(object? target, string name) => new($"the attribute '{name}' of {PythonText.Describe(target)}");
}
