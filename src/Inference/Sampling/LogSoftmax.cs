using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Inference;

/// <summary>
/// The log-probabilities of logits, normalised in double precision: log p = logit / temperature - log sum exp(logit / temperature).
/// </summary>
internal readonly struct LogSoftmax
{
    // Separate, because their sum would lose precision beside large logits.
    private readonly double _largest;
    private readonly double _logSum;
    private readonly double _inverse; // of the temperature, because a product is faster than a quotient

    /// <summary>Normalises logits.</summary>
    /// <param name="logits">One logit a token; -inf is a token that cannot come.</param>
    /// <param name="temperature">Positive and finite.</param>
    /// <exception cref="SamplingException">There is no logit, one is NaN or +inf, or all are -inf.</exception>
    public LogSoftmax(ReadOnlySpan<float> logits, double temperature = 1) : this(logits, temperature, Largest(logits))
    {
    }

    /// <summary>Normalises logits whose largest is known.</summary>
    /// <param name="logits">One logit a token.</param>
    /// <param name="temperature">Positive and finite.</param>
    /// <param name="largest">The largest logit.</param>
    /// <param name="prefixes">
    /// Receives, for each <see cref="Chunk"/>, the sum up to its end, which <see cref="Share"/> scales to a probability; may be empty.
    /// </param>
    internal LogSoftmax(ReadOnlySpan<float> logits, double temperature, float largest, Span<double> prefixes = default)
    {
        _largest = largest;
        _inverse = Inverse(temperature);
        var sums = Vector512<double>.Zero;
        var i = 0;
        for (; i + Block <= logits.Length; i += Block)
        {
            var (low, high) = Exponentials(logits.Slice(i, Block), _largest, _inverse, 0);
            sums += low + high;
            if ((i + Block) % Chunk == 0 && i / Chunk < prefixes.Length)
            {
                prefixes[i / Chunk] = Vector512.Sum(sums);
            }
        }

        var sum = Vector512.Sum(sums);
        for (; i < logits.Length; i++)
        {
            sum += Math.Exp((logits[i] - _largest) * _inverse);
        }

        _logSum = Math.Log(sum);
    }

    /// <summary>Creates the log-probabilities from a known sum of exp((logit - largest) / temperature).</summary>
    internal LogSoftmax(float largest, double temperature, double sum)
    {
        _largest = largest;
        _inverse = Inverse(temperature);
        _logSum = Math.Log(sum);
    }

    /// <summary>Tokens whose probabilities <see cref="BlockProbability"/> sums.</summary>
    internal const int Block = 16;

    /// <summary>Tokens from one prefix to the next.</summary>
    internal const int Chunk = 1024;

    /// <summary>The factor that turns a prefix into a probability.</summary>
    internal double Share => Math.Exp(-_logSum);

    /// <summary>The natural log-probability of a token.</summary>
    /// <param name="logit">The token's logit, one of those normalised.</param>
    public double this[float logit] => (logit - _largest) * _inverse - _logSum;

    /// <summary>The probability of <see cref="Block"/> tokens together.</summary>
    internal double BlockProbability(ReadOnlySpan<float> logits)
    {
        var (low, high) = Exponentials(logits, _largest, _inverse, _logSum);
        return Vector512.Sum(low + high);
    }

    /// <summary>The largest logit.</summary>
    internal float LargestLogit => (float)_largest;

    /// <summary>The distance from the largest logit at which a token has a given probability.</summary>
    internal double DistanceAt(double probability) => -(Math.Log(probability) + _logSum) / _inverse;

    /// <summary>The factor of a logit's distance from the largest: finite, so that the largest stays at 0.</summary>
    internal static double Inverse(double temperature) => Math.Min(1 / temperature, double.MaxValue);

    /// <summary>
    /// The exponentials of <see cref="Block"/> tokens, e^((logit - largest) x inverse - shift), within two bits of <c>Math.Exp</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<double> Low, Vector512<double> High) Exponentials(
        ReadOnlySpan<float> logits, double largest, double inverse, double shift)
    {
        var (low, high) = Vector512.Widen(Vector512.Create(logits));
        var most = Vector512.Create(largest);
        var shifts = Vector512.Create(shift);
        return (VectorExp.OfNegative(((low - most) * inverse) - shifts), VectorExp.OfNegative(((high - most) * inverse) - shifts));
    }

    // The largest logit; NaN and +inf are errors, because a model that returns them is broken.
    internal static float Largest(ReadOnlySpan<float> logits)
    {
        if (logits.IsEmpty)
        {
            throw new SamplingException("There are 0 logits; a vocabulary has at least one token. Check the model's output.");
        }

        var largest = float.NegativeInfinity;
        var i = 0;
        if (logits.Length >= Block)
        {
            var maxima = Vector512.Create(float.NegativeInfinity);
            for (; i + Block <= logits.Length; i += Block)
            {
                maxima = Vector512.Max(maxima, Vector512.Create(logits.Slice(i, Block))); // NaN stays NaN
            }

            largest = Vector512.LessThanAll(maxima, Vector512.Create(float.PositiveInfinity))
                ? LargestOf(maxima)
                : throw NotANumber(logits);
        }

        for (; i < logits.Length; i++)
        {
            largest = logits[i] < float.PositiveInfinity ? Math.Max(largest, logits[i]) : throw NotANumber(logits);
        }

        return largest > float.NegativeInfinity
            ? largest
            : throw new SamplingException(
                $"All {logits.Length} logits are -inf; at least one token must be possible. Check the model's output or the mask.");
    }

    private static float LargestOf(Vector512<float> values)
    {
        var largest = values[0];
        for (var lane = 1; lane < Vector512<float>.Count; lane++)
        {
            largest = Math.Max(largest, values[lane]);
        }

        return largest;
    }

    private static SamplingException NotANumber(ReadOnlySpan<float> logits)
    {
        var token = 0;
        while (logits[token] < float.PositiveInfinity)
        {
            token++;
        }

        return new SamplingException(string.Create(
            CultureInfo.InvariantCulture,
            $"The logit of token {token} is {logits[token]}; expected a finite number or -inf. The model is damaged or overflows its " +
            $"number type: check the file."));
    }
}
