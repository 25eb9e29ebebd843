using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// The factors of a score that <see cref="IAlignmentScore.IsWholeSum"/>. It is computed in single precision, where whole numbers below 2^24
/// are exact: nothing is left to be rounded.
/// </summary>
internal readonly struct WholeSumScore
{
    /// <summary>Up to this length of a text every sum stays below 2^24.</summary>
    public const int LongestText = 1 << 20;

    private readonly float _hypothesis;
    private readonly float _reference;

    private WholeSumScore(float statistic, float hypothesis, float reference)
    {
        Statistic = statistic;
        _hypothesis = hypothesis;
        _reference = reference;
    }

    /// <summary>The statistic's factor.</summary>
    public float Statistic { get; }

    /// <summary>The factors of a score.</summary>
    public static WholeSumScore Of<TScore>(TScore score) where TScore : unmanaged, IAlignmentScore
    {
        var (zero, one) = (Real.Of(0), Real.Of(1));
        return new(
            (float)score.Score(one, zero, zero).Value, (float)score.Score(zero, one, zero).Value,
            (float)score.Score(zero, zero, one).Value);
    }

    /// <summary>What the length of a hypothesis adds.</summary>
    public float OfHypothesis(int length) => _hypothesis * length;

    /// <summary>What the length of a reference adds.</summary>
    public float OfReference(int length) => _reference * length;
}
