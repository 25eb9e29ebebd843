using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>A score whose values that are not finite numbers become the metric's worst.</summary>
internal readonly struct WorstIfNotFinite<TElement, TCell, TScore>(TScore score, double worst) : IScratchPairScore<TElement, TCell>
    where TElement : unmanaged where TCell : unmanaged where TScore : unmanaged, IScratchPairScore<TElement, TCell>
{
    private readonly TScore _score = score;
    private readonly double _worst = worst;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ScratchLength(int hypothesis, int reference) => _score.ScratchLength(hypothesis, reference);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<TElement>, allows ref struct
        where TScratch : struct, IScratch<TCell>, allows ref struct
    {
        var worst = _worst;
        var value = _score.Score(hypothesis, reference, scratch);
        return Math.Abs(value) <= double.MaxValue ? value : worst; // false for NaN
    }
}
