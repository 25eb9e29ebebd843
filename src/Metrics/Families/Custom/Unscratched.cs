using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>A score without scratch as one that needs none, so that engines serve both by the same code.</summary>
internal readonly struct Unscratched<TElement, TScore>(TScore score) : IScratchPairScore<TElement, byte>
    where TElement : unmanaged where TScore : unmanaged, IPairScore<TElement>
{
    private readonly TScore _score = score;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ScratchLength(int hypothesis, int reference) => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<TElement>, allows ref struct
        where TScratch : struct, IScratch<byte>, allows ref struct => _score.Score(hypothesis, reference);
}
