using Accelerated.Metrics;

namespace Accelerated.Inference.Pruning;

/// <summary>How a <see cref="PartialSelector"/> saves pairs: <see cref="ConfidencePruning"/> or <see cref="SequentialHalving"/>.</summary>
public abstract record PairSaving
{
    private protected PairSaving()
    {
    }

    /// <summary>The seed of the random numbers; the same seed gives the same selection.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="OptionException">A value is outside its range.</exception>
    internal abstract void Validate();

    /// <summary>Draws references into a table, and drops candidates, until few enough are left.</summary>
    /// <exception cref="OptionException">A value does not suit the problem.</exception>
    internal abstract Task RunAsync(PartialTable table, CancellationToken cancellation);
}
