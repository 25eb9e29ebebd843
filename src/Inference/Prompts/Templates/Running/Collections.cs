namespace Accelerated.Inference.Templates;

/// <summary>What lists, mappings and texts have in common.</summary>
internal static class Collections
{
    public static IEnumerable<object?> Iterate(Run run, object? value) => value switch
    {
        TemplateList list => Items(list),
        TracedText text => text.Characters(),
        TemplateDict dict => dict.Keys.ToArray(),
        Undefined => [],
        _ => throw run.Error(
            $"{PythonText.Describe(value)} is gone through item by item; only lists, mappings and texts can be. Test it by 'is iterable' " +
            "before."),
    };

    public static long Count(Run run, object? value) => value switch
    {
        TemplateList list => list.Items.Count,
        TracedText text => text.Count,
        TemplateDict dict => dict.Count,
        Undefined => 0,
        _ => throw run.Error($"{PythonText.Describe(value)} has no length. Take that of a list, mapping or text."),
    };

    public static object? Key(Run run, object? key) =>
        TemplateDict.IsKey(key) ? key : throw run.Error(
            $"{PythonText.Describe(key)} is the key of a mapping; only texts and numbers can be. Convert it by |string.");

    // By index, so that what is appended meanwhile is seen, as in Python.
    private static IEnumerable<object?> Items(TemplateList list)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            yield return list.Items[i];
        }
    }
}
