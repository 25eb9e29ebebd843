namespace Accelerated.Metrics;

/// <summary>The items of one problem, as a family of metrics reads them. Immutable.</summary>
public abstract class Features
{
    private protected Features()
    {
    }

    /// <summary>Number of items.</summary>
    public abstract int Count { get; }
}
