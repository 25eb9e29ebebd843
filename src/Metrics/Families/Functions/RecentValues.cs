using System.Diagnostics.CodeAnalysis;

namespace Accelerated.Metrics;

/// <summary>
/// The values of keys computed before, a bounded number of them: two generations, of which the older is dropped when the younger holds half
/// of that number. Safe for concurrent use.
/// </summary>
/// <param name="capacity">Most keys; 0 for none.</param>
internal sealed class RecentValues<TKey, TValue>(int capacity) where TKey : notnull
{
    private readonly Lock _turn = new();
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_turn)
        {
            if (_young.TryGetValue(key, out value))
            {
                return true;
            }

            var known = _old.TryGetValue(key, out value);
            if (known)
            {
                Keep(key, value!);
            }

            return known;
        }
    }

    public void Add(TKey key, TValue value)
    {
        lock (_turn)
        {
            Keep(key, value);
        }
    }

    private void Keep(TKey key, TValue value)
    {
        if (capacity == 0)
        {
            return;
        }

        if (_young.Count >= (capacity + 1) / 2)
        {
            (_old, _young) = (_young, []);
        }

        _young[key] = value;
    }
}
