using System.Runtime.Intrinsics;

namespace Accelerated.Inference;

/// <summary>The log-probabilities of logits, normalised in double precision: log p = logit / temperature - log sum exp(logit / temperature).</summary>
public readonly struct LogSoftmax
{
    // Kept apart: their sum would lose the smaller beside large logits.
    private readonly double _largest;
    private readonly double _logSum;
    private readonly double _temperature;

    /// <summary>Normalises logits.</summary>
    /// <param name="logits">One logit a token; -inf is a token that cannot come.</param>
    /// <param name="temperature">Positive and finite.</param>
    /// <exception cref="SamplingException">There is no logit, one is NaN or +inf, or all are -inf.</exception>
    public LogSoftmax(ReadOnlySpan<float> logits, double temperature = 1)
    {
        _largest = Largest(logits);
        _temperature = temperature;
        var sums = Vector512<double>.Zero;
        var i = 0;
        for (; i + 16 <= logits.Length; i += 16)
        {
            var (low, high) = Vector512.Widen(Vector512.Create(logits.Slice(i, 16)));
            sums += Vector512.Exp((low - Vector512.Create(_largest)) / temperature);
            sums += Vector512.Exp((high - Vector512.Create(_largest)) / temperature);
        }

        var sum = Vector512.Sum(sums);
        for (; i < logits.Length; i++)
        {
            sum += Math.Exp((logits[i] - _largest) / temperature);
        }

        _logSum = Math.Log(sum);
    }

    /// <summary>The natural log-probability of a token.</summary>
    /// <param name="logit">The token's logit, one of those normalised.</param>
    public double this[float logit] => (logit - _largest) / _temperature - _logSum;

    // The largest logit; NaN and +inf are told by name, since a model that returns them is broken and no draw from it means anything.
    internal static float Largest(ReadOnlySpan<float> logits)
    {
        if (logits.IsEmpty)
        {
            throw new SamplingException("There are 0 logits; a vocabulary has at least one token. Check the model's output.");
        }

        var largest = float.NegativeInfinity;
        for (var token = 0; token < logits.Length; token++)
        {
            var logit = logits[token];
            if (!(logit < float.PositiveInfinity))
            {
                throw new SamplingException(FormattableString.Invariant(
                    $"The logit of token {token} is {logit}; it must be a number or -inf. The model is damaged or overflows its number type: check the file."));
            }

            largest = Math.Max(largest, logit);
        }

        return largest > float.NegativeInfinity
            ? largest
            : throw new SamplingException($"All {logits.Length} logits are -inf; at least one token must be possible. Check the model's output or the mask.");
    }
}
