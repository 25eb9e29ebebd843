using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Stores sums of lanes, all of them whole numbers that single precision holds, as sum x <paramref name="factor"/> + the lane's
/// part + <paramref name="all"/>.
/// </summary>
/// <param name="factor">A factor.</param>
/// <param name="parts">What is added, lane by lane.</param>
/// <param name="all">What is added to every lane.</param>
/// <param name="target">Receives the results.</param>
internal readonly unsafe struct LaneSums(float factor, float* parts, float all, float* target)
{
    /// <summary>Stores sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector512<float> sums, int lane) =>
        (Vector512.MultiplyAddEstimate(sums, Vector512.Create(factor), Vector512.Load(parts + lane)) + Vector512.Create(all))
            .Store(target + lane);

    /// <summary>Stores eight lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector256<float> sums, int lane) =>
        (Vector256.MultiplyAddEstimate(sums, Vector256.Create(factor), Vector256.Load(parts + lane)) + Vector256.Create(all))
            .Store(target + lane);

    /// <summary>Stores four lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector128<float> sums, int lane) =>
        (Vector128.MultiplyAddEstimate(sums, Vector128.Create(factor), Vector128.Load(parts + lane)) + Vector128.Create(all))
            .Store(target + lane);
}
