namespace Accelerated.Metrics;

/// <summary>
/// Two ways to a distribution of another temperature, for two kinds of candidates; never the one for the other. Samples are already as
/// frequent as they are probable, so they are weighed by what is missing; the points of a grid each stand once, so they are weighed whole.
/// </summary>
internal static class Tempering
{
    /// <summary>
    /// Weights p^(1/T - 1) of samples that were drawn at temperature 1, duplicates kept, so that they stand for draws at temperature T
    /// (importance weights). At T = 1 they are uniform.
    /// </summary>
    /// <param name="logProbabilities">
    /// Natural log-probabilities at temperature 1. -inf is a weight of zero, but an error above T = 1: what is impossible is not drawn.
    /// </param>
    /// <param name="temperature">T, positive and finite; below 1 sharper.</param>
    /// <exception cref="CandidateException">There is no sample, a log-probability is not allowed, or all are -inf.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not positive and finite.</exception>
    public static Weights Samples(ReadOnlySpan<double> logProbabilities, double temperature)
    {
        Weights.RequireTemperature(temperature);
        Weights.RequireLogProbabilities(logProbabilities);
        if (temperature == 1)
        {
            return Weights.Uniform(logProbabilities.Length);
        }

        var tempered = new double[logProbabilities.Length];
        for (var k = 0; k < tempered.Length; k++)
        {
            tempered[k] = Exponent(logProbabilities[k], logProbabilities[k], temperature, k);
        }

        return Weights.FromLogProbabilities(tempered);
    }

    /// <summary>
    /// The logarithm of a sample's importance weight p^(1/T) / q, p being its probability at temperature 1 and q that of drawing it.
    /// </summary>
    /// <param name="logProbability">log p; -inf gives -inf, a weight of zero.</param>
    /// <param name="samplingLogProbability">log q.</param>
    /// <param name="temperature">T, positive and finite.</param>
    /// <param name="sample">The sample's index, for the error.</param>
    /// <exception cref="CandidateException">
    /// Both are -inf and T is above 1: what is impossible is not drawn, and would have all the weight.
    /// </exception>
    public static double Exponent(double logProbability, double samplingLogProbability, double temperature, int sample)
    {
        if (!double.IsNegativeInfinity(logProbability))
        {
            return (logProbability / temperature) - samplingLogProbability;
        }

        return temperature <= 1 || !double.IsNegativeInfinity(samplingLogProbability) ? logProbability : throw new CandidateException(
            $"Sample {sample} has log-probability -inf; one that was drawn is possible, and at a temperature above 1 it would have "
            + "all the weight. "
            + "Correct or leave it out.",
            sample);
    }

    /// <summary>
    /// Weights p^(1/T) of the points of a grid, each given once: the model's distribution over the grid at temperature T.
    /// </summary>
    /// <param name="logProbabilities">Natural log-probabilities; -inf is a weight of zero. They need not be normalised.</param>
    /// <param name="temperature">T, positive and finite; below 1 sharper.</param>
    /// <exception cref="CandidateException">There is no point, a log-probability is not allowed, or all are -inf.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not positive and finite.</exception>
    public static Weights Grid(ReadOnlySpan<double> logProbabilities, double temperature) =>
        Weights.FromLogProbabilities(logProbabilities, temperature);
}
