namespace Accelerated.Metrics;

/// <summary>The score of a metric over vectors.</summary>
internal interface IVectorScore
{
    /// <summary>The metric's value.</summary>
    /// <param name="dot">Dot product in double, in the order that <see cref="VectorFeatures"/> defines.</param>
    /// <param name="hypothesis">Squared Euclidean norm of the hypothesis.</param>
    /// <param name="reference">Squared Euclidean norm of the reference.</param>
    T Score<T>(T dot, T hypothesis, T reference) where T : unmanaged, IReal<T>;
}
