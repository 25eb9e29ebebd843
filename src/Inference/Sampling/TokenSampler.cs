namespace Accelerated.Inference;

/// <summary>
/// Draws a token from logits; every engine that exposes logits uses it. One thread at a time: where it truncates it keeps buffers, which
/// grow with the first draws, some 64 KiB for a vocabulary of 16,384 or more, and where nearly all of it must be put in order, 24 bytes a
/// token.
/// </summary>
public sealed class TokenSampler
{
    private const int MostPrefixes = 512; // 4 KiB, for half a million tokens
    private readonly SamplingOptions _options;
    private TokenTruncation? _truncation;

    /// <summary>Creates a sampler.</summary>
    /// <param name="options">Temperature and truncations; their order is that of <see cref="SamplingOptions"/>.</param>
    /// <exception cref="SamplingException">An option is outside its range.</exception>
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
        if (_options.Temperature > 0 && !_options.Truncates)
        {
            return SampleWhole(logits, uniform);
        }

        var model = new LogSoftmax(logits);
        if (_options.Temperature == 0)
        {
            var best = MostLikely(logits);
            return new SampledToken(best, model[logits[best]], 0);
        }

        return Truncation.Sample(logits, uniform, model);
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
            throw new ArgumentException($"'probabilities' has {probabilities.Length} elements; it must have one for each of {logits.Length} logits.", nameof(probabilities));
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

    private SampledToken SampleWhole(ReadOnlySpan<float> logits, double uniform)
    {
        Span<double> prefixes = stackalloc double[Math.Min(logits.Length / LogSoftmax.Chunk, MostPrefixes)];
        var largest = LogSoftmax.Largest(logits);
        var model = new LogSoftmax(logits, 1, largest, _options.Temperature == 1 ? prefixes : default);
        var tempered = _options.Temperature == 1 ? model : new LogSoftmax(logits, _options.Temperature, largest, prefixes);

        // The sums taken on the way tell the chunk that the uniform falls into, so that only its exponentials are taken once more.
        var share = tempered.Share;
        var chunk = 0;
        while (chunk < prefixes.Length && uniform >= prefixes[chunk] * share)
        {
            chunk++;
        }

        var left = uniform - (chunk > 0 ? prefixes[chunk - 1] * share : 0);
        var token = chunk * LogSoftmax.Chunk;
        while (token + LogSoftmax.Block <= logits.Length && tempered.BlockProbability(logits.Slice(token, LogSoftmax.Block)) is var block && left >= block)
        {
            left -= block;
            token += LogSoftmax.Block;
        }

        var chosen = -1;
        for (; token < logits.Length; token++)
        {
            var probability = Math.Exp(tempered[logits[token]]);
            if (probability > 0)
            {
                chosen = token; // rounding may leave a little of the uniform: then the last possible token is meant
                left -= probability;
                if (left < 0)
                {
                    break;
                }
            }
        }

        chosen = chosen >= 0 ? chosen : LastPossible(logits, tempered);
        return new SampledToken(chosen, model[logits[chosen]], tempered[logits[chosen]]);
    }

    // The blocks' sums may round to a little less than one in all, and the uniform fall beyond them.
    private static int LastPossible(ReadOnlySpan<float> logits, LogSoftmax tempered)
    {
        var token = logits.Length - 1;
        while (Math.Exp(tempered[logits[token]]) == 0)
        {
            token--;
        }

        return token;
    }
}
