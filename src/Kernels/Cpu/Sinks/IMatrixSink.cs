namespace Accelerated.Kernels.Cpu;

/// <summary>A sink that keeps the scores of all rows.</summary>
/// <typeparam name="TSelf">The sink.</typeparam>
internal interface IMatrixSink<TSelf> : ISink where TSelf : struct, IMatrixSink<TSelf>
{
    /// <summary>The same sink for rows counted from <paramref name="row"/>.</summary>
    TSelf From(int row);
}
