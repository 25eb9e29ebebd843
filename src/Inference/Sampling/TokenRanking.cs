using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Inference;

/// <summary>
/// The tokens of a distribution from the most likely down, lower ids first among equals, put in order only where that is asked for: they
/// are counted into buckets by their logit, and a bucket is sorted when it is opened. Tokens out of reach are in no bucket.
/// </summary>
internal sealed class TokenRanking
{
    private const int MostBuckets = 4096;

    // Buckets are so wide that tokens of two buckets differ in probability: floats differ by 2^-24 of their size at least.
    private const double LeastWidth = 2e-7;

    private Bucket[] _buckets = [];
    private ulong[] _entries = [];
    private ulong[] _spare = [];
    private double[] _probabilities = [];
    private float _scale;
    private LogSoftmax _distribution;
    private int _opened;

    /// <summary>Whether buckets can be used: not where so high a temperature makes different logits equally likely.</summary>
    public bool CanBucket { get; private set; }

    /// <summary>Number of buckets.</summary>
    public int Buckets { get; private set; }

    /// <summary>Tokens of the opened bucket that are possible.</summary>
    public int Count { get; private set; }

    /// <summary>Their probabilities, the largest first.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities.AsSpan(0, Count);

    /// <summary>The id of a token of the opened bucket.</summary>
    public int Id(int place) => (int)(uint)_entries[place];

    public int CountOf(int bucket) => _buckets[bucket].Count;

    public double MassOf(int bucket) => _buckets[bucket].Mass;

    /// <summary>Counts the tokens of a distribution.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="distribution">Their probabilities.</param>
    /// <param name="temperature">What the probabilities divide logits by.</param>
    /// <param name="reach">How far below the largest a logit may be so that its token is in a bucket.</param>
    public void Fill(ReadOnlySpan<float> logits, LogSoftmax distribution, double temperature, double reach)
    {
        _distribution = distribution;
        _opened = -1;
        var range = distribution.LargestLogit - Smallest(logits, distribution.LargestLogit - reach);
        var widths = range / temperature / LeastWidth;
        CanBucket = range == 0 || widths >= 1;
        if (!CanBucket)
        {
            return;
        }

        Buckets = Math.Clamp(Math.Min(logits.Length / 4, (int)Math.Min(MostBuckets, widths)), 1, MostBuckets);
        _scale = (float)Math.Clamp(range > 0 ? Buckets / (range * 1.000001) : 1 / reach, 1e-30, float.MaxValue); // the smallest in reach is in the last bucket
        if (_buckets.Length <= Buckets)
        {
            _buckets = new Bucket[Buckets + 1];
        }

        _buckets.AsSpan(0, Buckets + 1).Clear();
        CountAll(logits);
    }

    /// <summary>The bucket of tokens whose logits are so far below the largest; the last where none are.</summary>
    public int BucketAt(double distance) => (int)Math.Clamp((float)distance * _scale, 0, Buckets - 1);

    /// <summary>The bucket of a token; the number of buckets where it is out of reach.</summary>
    public int BucketOf(float logit) => (int)Math.Min((_distribution.LargestLogit - logit) * _scale, Buckets);

    /// <summary>Puts a bucket's tokens in order.</summary>
    public void Open(ReadOnlySpan<float> logits, int bucket)
    {
        if (_opened != bucket)
        {
            _opened = bucket;
            Gather(logits, bucket, bucket + 1);
        }
    }

    /// <summary>Puts all tokens in order, as if they were one bucket.</summary>
    public void OpenAll(ReadOnlySpan<float> logits)
    {
        _opened = -1;
        _scale = 1e-30f;
        Gather(logits, 0, float.PositiveInfinity); // impossible ones are at infinity
    }

    private void CountAll(ReadOnlySpan<float> logits)
    {
        Span<int> places = stackalloc int[LogSoftmax.Block];
        Span<double> probabilities = stackalloc double[LogSoftmax.Block];
        var (largest, scale, last) = (Vector512.Create(_distribution.LargestLogit), Vector512.Create(_scale), Vector512.Create((float)Buckets));
        var token = 0;
        for (; token + LogSoftmax.Block <= logits.Length; token += LogSoftmax.Block)
        {
            var block = logits.Slice(token, LogSoftmax.Block);
            var place = Vector512.Min((largest - Vector512.Create(block)) * scale, last);
            if (Vector512.EqualsAll(place, last))
            {
                continue; // all out of reach
            }

            Vector512.ConvertToInt32(place).CopyTo(places);
            var (low, high) = _distribution.BlockProbabilities(block);
            low.CopyTo(probabilities);
            high.CopyTo(probabilities[Vector512<double>.Count..]);
            ref var buckets = ref MemoryMarshal.GetArrayDataReference(_buckets);
            for (var i = 0; i < LogSoftmax.Block; i++)
            {
                ref var bucket = ref System.Runtime.CompilerServices.Unsafe.Add(ref buckets, places[i]);
                bucket.Count++;
                bucket.Mass += probabilities[i];
            }
        }

        for (; token < logits.Length; token++)
        {
            ref var bucket = ref _buckets[BucketOf(logits[token])];
            bucket.Count++;
            bucket.Mass += Math.Exp(_distribution[logits[token]]);
        }
    }

    // The possible tokens whose place is at least one and below another.
    private void Gather(ReadOnlySpan<float> logits, float from, float to)
    {
        Count = 0;
        var (largest, scale) = (Vector512.Create(_distribution.LargestLogit), Vector512.Create(_scale));
        var (least, end) = (Vector512.Create(from), Vector512.Create(to));
        var token = 0;
        for (; token + LogSoftmax.Block <= logits.Length; token += LogSoftmax.Block)
        {
            var place = (largest - Vector512.Create(logits.Slice(token, LogSoftmax.Block))) * scale;
            var found = (Vector512.GreaterThanOrEqual(place, least) & Vector512.LessThan(place, end)).ExtractMostSignificantBits();
            if (found != 0)
            {
                Reserve(LogSoftmax.Block);
                for (; found != 0; found &= found - 1)
                {
                    var id = token + BitOperations.TrailingZeroCount(found);
                    _entries[Count++] = Entry(logits[id], id);
                }
            }
        }

        Reserve(LogSoftmax.Block);
        for (; token < logits.Length; token++)
        {
            var place = (_distribution.LargestLogit - logits[token]) * _scale;
            if (place >= from && place < to)
            {
                _entries[Count++] = Entry(logits[token], token);
            }
        }

        Order(logits);
    }

    private void Order(ReadOnlySpan<float> logits)
    {
        EntrySort.Sort(_entries.AsSpan(0, Count), ref _spare);
        if (_probabilities.Length < Count)
        {
            _probabilities = new double[_entries.Length];
        }

        var possible = 0;
        var last = float.NaN;
        var roundsToEquals = false;
        for (; possible < Count; possible++)
        {
            var logit = logits[Id(possible)];
            if (logit == last)
            {
                _probabilities[possible] = _probabilities[possible - 1];
                continue;
            }

            var probability = Math.Exp(_distribution[logit]);
            if (probability == 0)
            {
                break; // nor is any that follows possible
            }

            roundsToEquals |= possible > 0 && probability == _probabilities[possible - 1];
            _probabilities[possible] = probability;
            last = logit;
        }

        Count = possible;
        if (roundsToEquals)
        {
            SortEquals();
        }
    }

    // Different logits may round to one probability; then too the lower id comes first.
    private void SortEquals()
    {
        for (var start = 0; start < Count;)
        {
            var end = start + 1;
            var isOrdered = true;
            while (end < Count && _probabilities[end] == _probabilities[start])
            {
                isOrdered &= Id(end) > Id(end - 1);
                end++;
            }

            if (!isOrdered)
            {
                _entries.AsSpan(start, end - start).Sort(static (a, b) => ((uint)a).CompareTo((uint)b));
            }

            start = end;
        }
    }

    // Ascending entries are tokens from the largest logit down, and by id among equal ones.
    private static ulong Entry(float logit, int id)
    {
        var bits = BitConverter.SingleToUInt32Bits(logit + 0f); // -0 is 0
        var ascending = (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
        return ((ulong)~ascending << 32) | (uint)id;
    }

    private void Reserve(int more)
    {
        if (Count + more > _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(Count + more, Math.Max(256, _entries.Length * 2)));
        }
    }

    private static float Smallest(ReadOnlySpan<float> logits, double bound)
    {
        var least = (float)Math.Max(bound, float.MinValue);
        var smallest = float.PositiveInfinity;
        var token = 0;
        var minima = Vector512.Create(float.PositiveInfinity);
        for (; token + LogSoftmax.Block <= logits.Length; token += LogSoftmax.Block)
        {
            var block = Vector512.Create(logits.Slice(token, LogSoftmax.Block));
            minima = Vector512.Min(minima, Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(block, Vector512.Create(least)), block, minima));
        }

        for (var lane = 0; lane < Vector512<float>.Count; lane++)
        {
            smallest = Math.Min(smallest, minima[lane]);
        }

        for (; token < logits.Length; token++)
        {
            smallest = logits[token] >= least ? Math.Min(smallest, logits[token]) : smallest;
        }

        return smallest;
    }

    private struct Bucket
    {
        public double Mass;
        public int Count;
    }
}
