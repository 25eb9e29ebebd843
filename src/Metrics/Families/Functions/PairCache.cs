namespace Accelerated.Metrics;

/// <summary>
/// The values of pairs scored before, a bounded number of them: two generations, of which the older is dropped when the younger holds half
/// of that number. Safe for concurrent use.
/// </summary>
/// <param name="capacity">Most pairs; 0 for none.</param>
internal sealed class PairCache(int capacity)
{
    private readonly Lock _turn = new();
    private Dictionary<(string, string), double> _young = [];
    private Dictionary<(string, string), double> _old = [];

    public bool TryGet((string, string) pair, out double value)
    {
        lock (_turn)
        {
            if (_young.TryGetValue(pair, out value))
            {
                return true;
            }

            var known = _old.TryGetValue(pair, out value);
            if (known)
            {
                Keep(pair, value);
            }

            return known;
        }
    }

    public void Add((string, string) pair, double value)
    {
        lock (_turn)
        {
            Keep(pair, value);
        }
    }

    private void Keep((string, string) pair, double value)
    {
        if (capacity == 0)
        {
            return;
        }

        if (_young.Count >= (capacity + 1) / 2)
        {
            (_old, _young) = (_young, []);
        }

        _young[pair] = value;
    }
}
