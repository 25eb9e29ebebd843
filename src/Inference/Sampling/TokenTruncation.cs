namespace Accelerated.Inference;

/// <summary>
/// The tokens that truncations keep of a distribution, as if all tokens had been sorted. Sums of probabilities are computed by buckets, so
/// that they differ from those of sorted tokens by rounding; where that could change the result, all tokens are sorted.
/// </summary>
internal sealed class TokenTruncation(SamplingOptions options)
{
    // Tokens further below the most likely one, in units of the temperature, matter to top-p only where it is almost 1.
    private const double LeastOfNucleus = 40;

    // Further below still, a probability is 0 in double precision.
    private const double LeastPossible = 746;

    // Up to this many tokens are sorted as a whole; of more, only the buckets in question.
    private const int FewTokens = 256;

    private readonly TokenRanking _ranking = new();
    private LogSoftmax _tempered;
    private double _slack;
    private (int Count, double Mass)? _sorted;
    private Cut _kept; // where not sorted

    /// <summary>Finds what is kept of a distribution.</summary>
    /// <returns>The whole of it, at temperature 1.</returns>
    public LogSoftmax Read(ReadOnlySpan<float> logits)
    {
        var largest = LogSoftmax.Largest(logits);
        _ranking.Fill(logits, largest, options.Temperature, Reach());
        _tempered = _ranking.Distribution;

        // No two orders of summing so many probabilities, each known to two bits, differ by more.
        _slack = (logits.Length + 64) * Math.Pow(2, -50);
        _sorted = FewKept(logits);
        if (_sorted is null)
        {
            if (Kept(logits) is { } kept)
            {
                _kept = kept;
            }
            else
            {
                Sort(logits);
            }
        }

        return options.Temperature == 1 ? _tempered : new LogSoftmax(logits, 1, largest);
    }

    /// <summary>The token at a uniform number of the kept ones, the most likely first.</summary>
    /// <param name="logits">Those read last.</param>
    /// <param name="uniform">In [0, 1).</param>
    public (int Id, double Probability) Draw(ReadOnlySpan<float> logits, double uniform)
    {
        if (_sorted is null && Drawn(logits, uniform) is { } drawn)
        {
            return drawn;
        }

        var (count, mass) = _sorted ?? Sort(logits);
        var probabilities = _ranking.Probabilities;
        var left = uniform * mass;
        var k = 0;
        while (k < count - 1 && (left -= probabilities[k]) >= 0)
        {
            k++;
        }

        return (_ranking.Id(k), probabilities[k] / mass);
    }

    /// <summary>The probabilities of the kept tokens.</summary>
    /// <param name="logits">Those read last.</param>
    /// <param name="probabilities">Of zeros; receives one a token.</param>
    public void Distribution(ReadOnlySpan<float> logits, Span<double> probabilities)
    {
        var (count, mass) = _sorted ?? (_kept.Offset, _kept.Mass);
        if (_sorted is null)
        {
            for (var token = 0; token < logits.Length; token++)
            {
                if (_ranking.BucketOf(logits[token]) < _kept.Bucket)
                {
                    probabilities[token] = Math.Exp(_tempered[logits[token]]) / mass;
                }
            }

            _ranking.Open(logits, _kept.Bucket, _kept.Bucket);
        }

        for (var k = 0; k < count; k++)
        {
            probabilities[_ranking.Id(k)] = _ranking.Probabilities[k] / mass;
        }
    }

    // Sorts all tokens, which dissolves the buckets.
    private (int Count, double Mass) Sort(ReadOnlySpan<float> logits)
    {
        _ranking.OpenAll(logits);
        var kept = SortedTruncation.Kept(_ranking.Probabilities, options, 0)!.Value;
        _sorted = kept;
        return kept;
    }

    // Sorts the tokens that can be kept; null where they are many, or where rounding could decide.
    private (int Count, double Mass)? FewKept(ReadOnlySpan<float> logits)
    {
        if (!_ranking.CanBucket)
        {
            return null;
        }

        var least = options.MinP > 0 ? options.MinP * Math.Exp(_tempered[_ranking.Largest]) : options.Epsilon;
        var byShare = options.TopK == 0 && options.TopP == 1
            ? _ranking.BucketAt(Margin(_tempered.DistanceAt(least)).Above)
            : _ranking.Buckets;
        var mass = options.TopK == 0 ? options.TopP + _slack : double.PositiveInfinity;
        var wanted = options.TopK > 0 ? options.TopK : int.MaxValue;
        var (count, sum) = (0L, 0.0);
        for (var bucket = 0; bucket < _ranking.Buckets; bucket++)
        {
            count += _ranking.CountOf(bucket);
            sum += _ranking.MassOf(bucket);
            if (count > Math.Min(FewTokens, logits.Length / 16))
            {
                return null;
            }

            if (count >= wanted || sum > mass || bucket >= byShare)
            {
                _ranking.Open(logits, 0, bucket);
                return SortedTruncation.Kept(_ranking.Probabilities, options, _slack);
            }
        }

        return null;
    }

    // How far below the largest logit a token can be that is kept, or affects which tokens are kept.
    private double Reach()
    {
        var possible = options.Temperature * LeastPossible;
        var shares = (options.MinP > 0 ? options.MinP : 1, options.Epsilon > 0 ? options.Epsilon : 1);
        var likely = options.Temperature * (.01 - (1.001 * Math.Log(Math.Min(shares.Item1, shares.Item2))));
        var reach = options.TopP < 1 ? Math.Max(likely, LeastOfNucleus * options.Temperature) : likely;
        return options.TopK > 0 ? possible : Math.Min(possible, reach);
    }

    private (int Id, double Probability)? Drawn(ReadOnlySpan<float> logits, double uniform)
    {
        var kept = _kept;
        var target = uniform * kept.Mass;
        var sum = 0.0;
        var count = 0L;
        for (var bucket = 0; bucket <= kept.Bucket; sum += _ranking.MassOf(bucket), count += _ranking.CountOf(bucket), bucket++)
        {
            if (bucket < kept.Bucket && sum + _ranking.MassOf(bucket) < target - _slack)
            {
                continue;
            }

            _ranking.Open(logits, bucket, bucket);
            var before = sum;
            var probabilities = _ranking.Probabilities;
            for (var k = 0; k < probabilities.Length; k++)
            {
                before += probabilities[k];
                var isLast = count + k + 1 == kept.Count;
                if (!isLast && Math.Abs(before - target) <= _slack)
                {
                    return null;
                }

                if (isLast || target < before)
                {
                    return (_ranking.Id(k), probabilities[k] / kept.Mass);
                }
            }
        }

        return null;
    }

    // Where the kept tokens end; null where rounding could decide it.
    private Cut? Kept(ReadOnlySpan<float> logits)
    {
        if (!_ranking.CanBucket)
        {
            return null;
        }

        Cut? kept = options.TopK > 0 ? AtCount(logits, options.TopK) : null;
        if (options.TopP < 1 && (kept = Reaching(logits, options.TopP * (kept?.Mass ?? 1), kept)) is null)
        {
            return null;
        }

        if (options.MinP > 0)
        {
            _ranking.Open(logits, 0, 0);
            kept = AtLeast(logits, options.MinP * _ranking.Probabilities[0], 0, kept);
        }

        return options.Epsilon > 0 ? AtLeast(logits, options.Epsilon * (kept?.Mass ?? 1), _slack, kept) : kept;
    }

    private Cut AtCount(ReadOnlySpan<float> logits, int wanted)
    {
        var sum = 0.0;
        var count = 0L;
        var bucket = 0;
        for (; bucket < _ranking.Buckets - 1 && count + _ranking.CountOf(bucket) < wanted; bucket++)
        {
            sum += _ranking.MassOf(bucket);
            count += _ranking.CountOf(bucket);
        }

        _ranking.Open(logits, bucket, bucket);
        return Within(bucket, (int)Math.Min(wanted - count, _ranking.Count), count, sum);
    }

    // The fewest tokens that reach a mass, at most those kept already.
    private Cut? Reaching(ReadOnlySpan<float> logits, double mass, Cut? kept)
    {
        var sum = 0.0;
        var count = 0L;
        var last = kept?.Bucket ?? _ranking.Buckets - 1;
        for (var bucket = 0; bucket <= last; sum += _ranking.MassOf(bucket), count += _ranking.CountOf(bucket), bucket++)
        {
            if (sum + _ranking.MassOf(bucket) < mass - _slack)
            {
                continue;
            }

            _ranking.Open(logits, bucket, bucket);
            var reached = sum;
            for (var k = 0; k < _ranking.Count; k++)
            {
                reached += _ranking.Probabilities[k];
                if (count + k + 1 == kept?.Count)
                {
                    return kept;
                }

                if (Math.Abs(reached - mass) <= _slack)
                {
                    return null;
                }

                if (reached >= mass)
                {
                    return Within(bucket, k + 1, count, sum);
                }
            }
        }

        return null;
    }

    // The tokens of at least a probability: at least one, and at most those kept already.
    private Cut? AtLeast(ReadOnlySpan<float> logits, double probability, double slack, Cut? kept)
    {
        var (below, above) = Margin(_tempered.DistanceAt(probability));
        var (first, last) = (_ranking.BucketAt(below), _ranking.BucketAt(above));
        var sum = 0.0;
        var count = 0L;
        for (var bucket = 0; bucket < first; bucket++)
        {
            sum += _ranking.MassOf(bucket);
            count += _ranking.CountOf(bucket);
        }

        for (var bucket = first; ; bucket++)
        {
            if (kept is { } already && count >= already.Count)
            {
                return kept;
            }

            _ranking.Open(logits, bucket, bucket);
            for (var k = 0; k < _ranking.Count; k++)
            {
                if (count + k + 1 > kept?.Count)
                {
                    return kept;
                }

                if (Math.Abs(_ranking.Probabilities[k] - probability) <= slack * probability && slack > 0)
                {
                    return null;
                }

                if (_ranking.Probabilities[k] < probability && count + k > 0)
                {
                    return Within(bucket, k, count, sum);
                }
            }

            if (bucket >= last)
            {
                return Within(bucket, _ranking.Count, count, sum);
            }

            sum += _ranking.MassOf(bucket);
            count += _ranking.CountOf(bucket);
        }
    }

    // The range of distances in which rounding can decide.
    private (double Below, double Above) Margin(double distance)
    {
        var margin = 1e-6 * (Math.Abs(distance) + options.Temperature);
        return (distance - margin, distance + margin);
    }

    // The cut after some tokens of the opened bucket.
    private Cut Within(int bucket, int offset, long count, double mass)
    {
        foreach (var probability in _ranking.Probabilities[..offset])
        {
            mass += probability;
        }

        return new Cut(bucket, offset, count + offset, mass);
    }

    /// <summary>How far the kept tokens go: all those of the buckets before, and so many of this one.</summary>
    private readonly record struct Cut(int Bucket, int Offset, long Count, double Mass);
}
