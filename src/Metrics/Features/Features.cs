namespace Accelerated.Metrics;

/// <summary>The items of one problem, as a family of metrics reads them. Immutable.</summary>
internal abstract class Features
{
    private protected Features()
    {
    }

    /// <summary>Number of items.</summary>
    public abstract int Count { get; }

    /// <summary>The tokens of an item, as <c>SelectionOptions.LongestCandidate</c> counts them; 1 where an item has no parts.</summary>
    public virtual int LengthOf(int item) => 1;

    /// <summary>The greatest of these lengths.</summary>
    public virtual int Longest => 1;

    /// <summary>About how many numbers they are; sizes what is sent to a device at once.</summary>
    public virtual long Elements => Count;
}
