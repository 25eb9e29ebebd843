namespace Accelerated.Inference.Tests;

/// <summary>Truncated sampling by its definition: the whole vocabulary sorted, and every sum in that order.</summary>
internal sealed class SortedSampler(SamplingOptions options)
{
    private double[] _probabilities = [];
    private int[] _order = [];

    public void Distribution(ReadOnlySpan<float> logits, Span<double> probabilities)
    {
        probabilities.Clear();
        var (kept, mass) = Truncate(logits);
        for (var k = 0; k < kept; k++)
        {
            probabilities[_order[k]] = _probabilities[k] / mass;
        }
    }

    public SampledToken Sample(ReadOnlySpan<float> logits, double uniform)
    {
        var model = new LogSoftmax(logits);
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

        var tempered = new LogSoftmax(logits, options.Temperature);
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
        var kept = options.TopK > 0 ? Math.Min(options.TopK, possible) : possible;
        kept = FewestReaching(options.TopP * Mass(kept), kept);
        while (kept > 1 && _probabilities[kept - 1] < options.MinP * _probabilities[0])
        {
            kept--;
        }

        var threshold = options.Epsilon * Mass(kept);
        while (kept > 1 && _probabilities[kept - 1] < threshold)
        {
            kept--;
        }

        return (kept, Mass(kept));
    }

    private int FewestReaching(double mass, int kept)
    {
        if (options.TopP == 1)
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
