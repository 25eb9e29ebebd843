namespace Accelerated.Metrics;

/// <summary>Per n-gram order, the bag of every item.</summary>
internal sealed class BagFeatures : Features
{
    private readonly BagOrder[] _orders;

    /// <summary>Features over orders that are kept, not copied; lowest order first.</summary>
    public BagFeatures(params BagOrder[] orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (orders.Length == 0 || Array.Exists(orders, order => order.Bags.Count != orders[0].Bags.Count))
        {
            throw new ArgumentException("Bags need at least one order, and the same number of items in each.", nameof(orders));
        }

        _orders = orders;
    }

    /// <inheritdoc/>
    public override int Count => _orders[0].Bags.Count;

    /// <inheritdoc/>
    public override int LengthOf(int item) => _orders[0].Bags.LengthOf(item);

    /// <inheritdoc/>
    public override int Longest => _orders[0].Bags.LongestRow;

    /// <inheritdoc/>
    public override long Elements => Count + _orders.Sum(order => (long)order.Bags.Values.Length + order.Bags.Count);

    /// <summary>The orders, lowest first.</summary>
    public ReadOnlySpan<BagOrder> Orders => _orders;
}
