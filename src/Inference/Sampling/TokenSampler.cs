using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Draws a token from logits; every engine that exposes logits uses it. One thread at a time: it keeps buffers, which grow with the first
/// draws: at most 4 KiB, where it truncates 16 KiB more, and where nearly all of a vocabulary must be put in order, 24 bytes a token.
/// </summary>
internal sealed class TokenSampler
{
    private const int MostPrefixes = 512; // 4 KiB, for half a million tokens
    private readonly SamplingOptions _options;
    private TokenTruncation? _truncation;
    private double[] _prefixes = [];
    private LogSoftmax _model;
    private LogSoftmax _tempered;
    private int _best;

    /// <summary>Creates a sampler.</summary>
    /// <param name="options">Temperature and truncations; their order is that of <see cref="SamplingOptions"/>.</param>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    public TokenSampler(SamplingOptions options)
    {
        options.Validate();
        _options = options;
    }

    /// <summary>
    /// The token at <paramref name="uniform"/> of the distribution: tokens in the order of their id, or from the most likely down where
    /// something is truncated, each as wide as its probability.
    /// </summary>
    /// <param name="logits">One logit a token; -inf is a token that cannot come.</param>
    /// <param name="uniform">In [0, 1); ignored where drawing is greedy.</param>
    /// <exception cref="SamplingException">There is no logit, one is NaN or +inf, or all are -inf.</exception>
    public SampledToken Sample(ReadOnlySpan<float> logits, double uniform)
    {
        Read(logits);
        return Draw(logits, uniform);
    }

    /// <summary>Computes what all draws from the same logits share.</summary>
    /// <param name="logits">One logit a token.</param>
    /// <exception cref="SamplingException">As for <see cref="Sample"/>.</exception>
    internal void Read(ReadOnlySpan<float> logits)
    {
        if (_options.Temperature == 0)
        {
            _model = new LogSoftmax(logits);
            _best = MostLikely(logits);
        }
        else if (_options.Truncates)
        {
            _model = Truncation.Read(logits);
        }
        else
        {
            ReadWhole(logits);
        }
    }

    /// <summary>Draws from the logits read last; as often as wanted.</summary>
    /// <param name="logits">Those logits.</param>
    /// <param name="uniform">In [0, 1).</param>
    internal SampledToken Draw(ReadOnlySpan<float> logits, double uniform)
    {
        if (_options.Temperature == 0)
        {
            return new SampledToken(_best, _model[logits[_best]], 0);
        }

        if (_options.Truncates)
        {
            var (id, probability) = Truncation.Draw(logits, uniform);
            return new SampledToken(id, _model[logits[id]], Math.Log(probability));
        }

        var token = DrawWhole(logits, uniform);
        return new SampledToken(token, _model[logits[token]], _tempered[logits[token]]);
    }

    /// <summary>The distribution that <see cref="Sample"/> draws from.</summary>
    /// <param name="logits">One logit a token.</param>
    /// <param name="probabilities">Receives one probability a token, summing to 1; 0 where a token was dropped.</param>
    /// <exception cref="SamplingException">The logits cannot be drawn from.</exception>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Distribution(ReadOnlySpan<float> logits, Span<double> probabilities)
    {
        if (probabilities.Length != logits.Length)
        {
            throw new ArgumentException(
                $"'probabilities' has {probabilities.Length} elements; it must have one for each of {logits.Length} logits.",
                nameof(probabilities));
        }

        probabilities.Clear();
        if (_options.Temperature == 0)
        {
            LogSoftmax.Largest(logits);
            probabilities[MostLikely(logits)] = 1;
            return;
        }

        if (_options.Truncates)
        {
            Truncation.Read(logits);
            Truncation.Distribution(logits, probabilities);
            return;
        }

        var tempered = new LogSoftmax(logits, _options.Temperature);
        for (var token = 0; token < logits.Length; token++)
        {
            probabilities[token] = Math.Exp(tempered[logits[token]]);
        }
    }

    private TokenTruncation Truncation => _truncation ??= new TokenTruncation(_options);

    private static int MostLikely(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var token = 1; token < logits.Length; token++)
        {
            if (logits[token] > logits[best])
            {
                best = token;
            }
        }

        return best;
    }

    private void ReadWhole(ReadOnlySpan<float> logits)
    {
        var chunks = Math.Min(logits.Length / LogSoftmax.Chunk, MostPrefixes);
        if (_prefixes.Length != chunks)
        {
            _prefixes = new double[chunks];
        }

        var largest = LogSoftmax.Largest(logits);
        _tempered = new LogSoftmax(logits, _options.Temperature, largest, _prefixes);
        _model = _options.Temperature == 1 ? _tempered : new LogSoftmax(logits, 1, largest);
    }

    private int DrawWhole(ReadOnlySpan<float> logits, double uniform)
    {
        // The prefix sums give the chunk that the uniform falls into, so that only its exponentials are computed again.
        var share = _tempered.Share;
        var chunk = 0;
        while (chunk < _prefixes.Length && uniform >= _prefixes[chunk] * share)
        {
            chunk++;
        }

        var left = uniform - (chunk > 0 ? _prefixes[chunk - 1] * share : 0);
        var token = chunk * LogSoftmax.Chunk;
        while (token + LogSoftmax.Block <= logits.Length
            && _tempered.BlockProbability(logits.Slice(token, LogSoftmax.Block)) is var block && left >= block)
        {
            left -= block;
            token += LogSoftmax.Block;
        }

        var chosen = -1;
        for (; token < logits.Length; token++)
        {
            var probability = Math.Exp(_tempered[logits[token]]);
            if (probability > 0)
            {
                chosen = token; // the last possible token where rounding leaves a remainder of the uniform
                left -= probability;
                if (left < 0)
                {
                    break;
                }
            }
        }

        return chosen >= 0 ? chosen : LastPossible(logits);
    }

    // The blocks' sums may round to slightly less than 1, so that the uniform falls beyond them.
    private int LastPossible(ReadOnlySpan<float> logits)
    {
        var token = logits.Length - 1;
        while (Math.Exp(_tempered[logits[token]]) == 0)
        {
            token--;
        }

        return token;
    }
}
