using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>A fold of the single order that an <see cref="IOverlapScore"/> reads.</summary>
/// <typeparam name="TScore">The score.</typeparam>
/// <param name="score">The score.</param>
internal readonly struct Overlap<TScore>(TScore score) : IBagScore where TScore : unmanaged, IOverlapScore
{
    private readonly TScore _score = score;

    /// <inheritdoc/>
    public static bool IsWholeQuotient => TScore.IsWholeQuotient;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BagFold<T> Add<T>(BagFold<T> fold, int order, T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        fold.A = _score.Score(shared, hypothesis, reference);
        return fold;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Finish<T>(BagFold<T> fold) where T : unmanaged, IReal<T> => fold.A;
}
