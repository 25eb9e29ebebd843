namespace Accelerated.Metrics;

/// <summary>The score of a metric over one order of bags, such as token F1. <see cref="Overlap{TScore}"/> makes it an <see cref="IBagScore"/>.</summary>
public interface IOverlapScore
{
    /// <summary>The metric's value.</summary>
    /// <param name="shared">Size of the multiset intersection.</param>
    /// <param name="hypothesis">Size of the hypothesis's bag.</param>
    /// <param name="reference">Size of the reference's bag.</param>
    T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>;
}
