namespace Accelerated.Metrics;

/// <summary>The expected value of a number metric without pairs. A score that has one implements it; every engine then uses it.</summary>
internal interface INumberRisk
{
    /// <summary>The expected value of each answer, the same whichever other answers there are.</summary>
    /// <param name="answers">The answers, finite.</param>
    /// <param name="values">The references, finite.</param>
    /// <param name="units">One weight a reference in whole units, each at least 0, one positive; their sum is below 2^53.</param>
    /// <param name="expected">Receives one expected value an answer; one that is not finite has them all computed by pairs.</param>
    void Expect(ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, Span<double> expected);
}
