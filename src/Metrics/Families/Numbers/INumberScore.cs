namespace Accelerated.Metrics;

/// <summary>The score of a metric over numbers.</summary>
internal interface INumberScore
{
    /// <summary>The metric's value for the answer <paramref name="hypothesis"/> when the truth is <paramref name="reference"/>.</summary>
    T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>;
}
