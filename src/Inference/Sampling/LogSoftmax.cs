using System.Runtime.Intrinsics;

namespace Accelerated.Inference;

/// <summary>Normalises logits in double precision.</summary>
public static class LogSoftmax
{
    /// <summary>
    /// The logarithm of the sum of exp(logit / temperature): a token's log-probability is its logit / temperature minus this.
    /// </summary>
    /// <param name="logits">One logit a token; -inf is a token that cannot come.</param>
    /// <param name="temperature">Positive.</param>
    /// <exception cref="SamplingException">There is no logit, one is NaN or +inf, or all are -inf.</exception>
    public static double Normaliser(ReadOnlySpan<float> logits, double temperature = 1)
    {
        var largest = (double)Largest(logits) / temperature;
        var sums = Vector512<double>.Zero;
        var scale = Vector512.Create(1 / temperature);
        var shift = Vector512.Create(largest);
        var i = 0;
        for (; i + 16 <= logits.Length; i += 16)
        {
            var (low, high) = Vector512.Widen(Vector512.Create(logits.Slice(i, 16)));
            sums += Vector512.Exp(low * scale - shift);
            sums += Vector512.Exp(high * scale - shift);
        }

        var sum = Vector512.Sum(sums);
        for (; i < logits.Length; i++)
        {
            sum += Math.Exp(logits[i] / temperature - largest);
        }

        return largest + Math.Log(sum);
    }

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
