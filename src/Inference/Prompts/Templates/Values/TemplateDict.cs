namespace Accelerated.Inference.Templates;

/// <summary>A dictionary in the order of insertion; a key that is set again stays the one it was.</summary>
internal sealed class TemplateDict
{
    private static readonly object NoneKey = new();
    private readonly OrderedDictionary<object, object?> _entries = new(KeyEquality.Instance);

    public int Count => _entries.Count;

    public IEnumerable<KeyValuePair<object?, object?>> Entries =>
        _entries.Select(entry => KeyValuePair.Create(entry.Key == NoneKey ? null : entry.Key, entry.Value));

    public IEnumerable<object?> Keys => Entries.Select(entry => entry.Key);

    public IEnumerable<object?> Values => _entries.Values;

    public object? this[string key]
    {
        set => this[TracedText.Markup(key)] = value;
    }

    public object? this[object? key]
    {
        set => _entries[key ?? NoneKey] = value;
    }

    public bool TryGet(object? key, out object? value) => _entries.TryGetValue(key ?? NoneKey, out value);

    public bool TryGet(string key, out object? value) => TryGet(TracedText.Markup(key), out value);

    public bool Remove(object? key) => _entries.Remove(key ?? NoneKey);

    /// <summary>Whether a value can be a key.</summary>
    public static bool IsKey(object? key) => key is null or bool or long or double or TracedText or Given;

    private sealed class KeyEquality : IEqualityComparer<object>
    {
        public static readonly KeyEquality Instance = new();

        public new bool Equals(object? x, object? y) => Number(x) is { } number ? number == Number(y) : object.Equals(x, y);

        public int GetHashCode(object key) => Number(key)?.GetHashCode() ?? key.GetHashCode();

        private static double? Number(object? key) => key switch
        {
            Given given => Number(given.Value),
            bool flag => flag ? 1 : 0,
            long whole => whole,
            double real => real,
            _ => null,
        };
    }
}
