namespace Accelerated.Inference;

/// <summary>
/// Draws a token from logits; every engine that exposes logits uses it. Keeps buffers of the vocabulary's size, so one thread at a time.
/// </summary>
public sealed class TokenSampler
{
    private readonly SamplingOptions _options;
    private double[] _probabilities = [];
    private int[] _order = [];

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
        var model = new LogSoftmax(logits);
        if (_options.Temperature == 0)
        {
            var best = MostLikely(logits);
            return new SampledToken(best, model[logits[best]], 0);
        }

        return _options.Truncates ? SampleTruncated(logits, uniform, model) : SampleWhole(logits, uniform, model);
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
            var (kept, mass) = Truncate(logits);
            for (var k = 0; k < kept; k++)
            {
                probabilities[_order[k]] = _probabilities[k] / mass;
            }

            return;
        }

        var tempered = new LogSoftmax(logits, _options.Temperature);
        for (var token = 0; token < logits.Length; token++)
        {
            probabilities[token] = Math.Exp(tempered[logits[token]]);
        }
    }

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

    private SampledToken SampleWhole(ReadOnlySpan<float> logits, double uniform, LogSoftmax model)
    {
        var tempered = _options.Temperature == 1 ? model : new LogSoftmax(logits, _options.Temperature);
        var left = uniform;
        var token = 0;
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

    private SampledToken SampleTruncated(ReadOnlySpan<float> logits, double uniform, LogSoftmax model)
    {
        var (kept, mass) = Truncate(logits);
        var left = uniform * mass;
        var k = 0;
        while (k < kept - 1 && (left -= _probabilities[k]) >= 0)
        {
            k++;
        }

        return new SampledToken(_order[k], model[logits[_order[k]]], Math.Log(_probabilities[k] / mass));
    }

    // Leaves the kept tokens, most likely first, in _order, and their tempered probabilities before renormalisation in _probabilities.
    private (int Kept, double Mass) Truncate(ReadOnlySpan<float> logits)
    {
        if (_order.Length < logits.Length)
        {
            _order = new int[logits.Length];
            _probabilities = new double[logits.Length];
        }

        var tempered = new LogSoftmax(logits, _options.Temperature);
        var possible = 0;
        for (var token = 0; token < logits.Length; token++)
        {
            var probability = Math.Exp(tempered[logits[token]]);
            if (probability > 0)
            {
                _probabilities[possible] = -probability;
                _order[possible++] = token;
            }
        }

        SortMostLikelyFirst(possible);
        var kept = _options.TopK > 0 ? Math.Min(_options.TopK, possible) : possible;
        kept = FewestReaching(_options.TopP * Mass(kept), kept);
        while (kept > 1 && _probabilities[kept - 1] < _options.MinP * _probabilities[0])
        {
            kept--;
        }

        var threshold = _options.Epsilon * Mass(kept);
        while (kept > 1 && _probabilities[kept - 1] < threshold)
        {
            kept--;
        }

        return (kept, Mass(kept));
    }

    private int FewestReaching(double mass, int kept)
    {
        if (_options.TopP == 1)
        {
            return kept;
        }

        var sum = 0.0;
        for (var k = 0; k < kept; k++)
        {
            sum += _probabilities[k];
            if (sum >= mass)
            {
                return k + 1;
            }
        }

        return kept;
    }

    private double Mass(int kept)
    {
        var sum = 0.0;
        for (var k = 0; k < kept; k++)
        {
            sum += _probabilities[k];
        }

        return sum;
    }

    // Among equally likely tokens the lower id comes first, so that what is cut does not depend on the sort.
    private void SortMostLikelyFirst(int count)
    {
        var keys = _probabilities.AsSpan(0, count);
        var ids = _order.AsSpan(0, count);
        MemoryExtensions.Sort(keys, ids);
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && keys[end] == keys[start])
            {
                end++;
            }

            ids[start..end].Sort();
            start = end;
        }

        foreach (ref var key in keys)
        {
            key = -key;
        }
    }
}
