namespace Accelerated.Metrics;

/// <summary>The orders of several encoders one after the other, such as characters and then words.</summary>
/// <param name="encoders">At least one; all read the same part of a candidate.</param>
internal sealed class JoinedBagEncoder(params IBagEncoder[] encoders) : IBagEncoder
{
    /// <inheritdoc/>
    public CandidateKey Key => encoders[0].Key;

    /// <inheritdoc/>
    public int Orders => encoders.Sum(encoder => encoder.Orders);

    /// <inheritdoc/>
    public BagFeatures Encode(IReadOnlyList<Candidate> items, int threads = 1) =>
        new([.. encoders.SelectMany(encoder => encoder.Encode(items, threads).Orders.ToArray())]);
}
