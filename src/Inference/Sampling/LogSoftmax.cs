using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Inference;

/// <summary>
/// The log-probabilities of logits, normalised in double precision: log p = logit / temperature - log sum exp(logit / temperature).
/// </summary>
internal readonly struct LogSoftmax
{
    // Kept apart: their sum would lose the smaller beside large logits.
    private readonly double _largest;
    private readonly double _logSum;
    private readonly double _inverse; // of the temperature: a product takes a fraction of a quotient's time

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
    /// <param name="prefixes">Receives what <see cref="Share"/> turns into the probability of the tokens before the end of each <see cref="Chunk"/>; empty where none asks.</param>
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

    /// <summary>The log-probabilities of logits whose exponentials at the temperature, each less that of the largest, have this sum.</summary>
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

    /// <summary>What a prefix is multiplied by to be a probability.</summary>
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

    /// <summary>The logits' distance from the largest at which a token has a probability.</summary>
    internal double DistanceAt(double probability) => -(Math.Log(probability) + _logSum) / _inverse;

    /// <summary>What a logit's distance from the largest is multiplied by: finite, so that the largest stays at 0.</summary>
    internal static double Inverse(double temperature) => Math.Min(1 / temperature, double.MaxValue);

    /// <summary>The exponentials of <see cref="Block"/> tokens: e^((logit - largest) x inverse - shift), to a bit or two of <c>Math.Exp</c>'s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<double> Low, Vector512<double> High) Exponentials(ReadOnlySpan<float> logits, double largest, double inverse, double shift)
    {
        var (low, high) = Vector512.Widen(Vector512.Create(logits));
        var most = Vector512.Create(largest);
        var shifts = Vector512.Create(shift);
        return (VectorExp.OfNegative(((low - most) * inverse) - shifts), VectorExp.OfNegative(((high - most) * inverse) - shifts));
    }

    // The largest logit; NaN and +inf are told by name, since a model that returns them is broken and no draw from it means anything.
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

            largest = Vector512.LessThanAll(maxima, Vector512.Create(float.PositiveInfinity)) ? LargestOf(maxima) : throw NoNumber(logits);
        }

        for (; i < logits.Length; i++)
        {
            largest = logits[i] < float.PositiveInfinity ? Math.Max(largest, logits[i]) : throw NoNumber(logits);
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

    private static SamplingException NoNumber(ReadOnlySpan<float> logits)
    {
        var token = 0;
        while (logits[token] < float.PositiveInfinity)
        {
            token++;
        }

        return new SamplingException(FormattableString.Invariant(
            $"The logit of token {token} is {logits[token]}; it must be a number or -inf. The model is damaged or overflows its number type: check the file."));
    }
}
