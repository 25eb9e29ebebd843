using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Inference;

/// <summary>
/// The tokens of a distribution from the most likely down, lower ids first among equals, put in order only where that is asked for: they are
/// counted into buckets by their logit, and a bucket is sorted when it is opened. The last bucket has what is left, impossible tokens included.
/// </summary>
internal sealed class TokenRanking
{
    private const int MostBuckets = 4096;

    // Logits further below the largest, in units of the temperature, are so unlikely that a rank among them is hardly ever asked for.
    private const double Reach = 40;

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

    /// <summary>The index of the last bucket.</summary>
    public int Last { get; private set; }

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
    /// <param name="least">Tokens less likely than this share of the most likely one need no order; 0 where all may.</param>
    public void Fill(ReadOnlySpan<float> logits, LogSoftmax distribution, double temperature, double least)
    {
        _distribution = distribution;
        _opened = -1;
        var reach = temperature * (least > 0 ? Math.Min(Reach, 1e-5 - (Math.Log(least) * 1.00001)) : Reach);
        var range = distribution.LargestLogit - Smallest(logits, distribution.LargestLogit - reach);
        var widths = range / temperature / LeastWidth;
        CanBucket = range == 0 || widths >= 1;
        Last = Math.Clamp(Math.Min(logits.Length / 4, (int)Math.Min(MostBuckets, widths)), 1, MostBuckets);
        _scale = (float)(range > 0 ? Math.Min(Last / range, float.MaxValue) : Math.Clamp(1 / reach, 1e-30, float.MaxValue));
        if (!CanBucket)
        {
            return;
        }

        if (_buckets.Length <= Last)
        {
            _buckets = new Bucket[Last + 1];
        }

        _buckets.AsSpan(0, Last + 1).Clear();
        var listed = CountAll(logits);
        _buckets[Last].Mass = Math.Max(0, 1 - listed);
    }

    /// <summary>The bucket of tokens whose logits are so far below the largest.</summary>
    public int BucketAt(double distance) => (int)Math.Clamp((float)distance * _scale, 0, Last);

    /// <summary>The bucket of a token.</summary>
    public int BucketOf(float logit) => (int)Math.Min((_distribution.LargestLogit - logit) * _scale, Last);

    /// <summary>Puts a bucket's tokens in order.</summary>
    public void Open(ReadOnlySpan<float> logits, int bucket)
    {
        if (_opened != bucket)
        {
            _opened = bucket;
            Gather(logits, bucket, bucket == Last ? float.PositiveInfinity : bucket + 1);
        }
    }

    /// <summary>Puts all tokens in order, as if they were one bucket.</summary>
    public void OpenAll(ReadOnlySpan<float> logits)
    {
        _opened = -1;
        Gather(logits, 0, float.PositiveInfinity);
    }

    private double CountAll(ReadOnlySpan<float> logits)
    {
        Span<int> places = stackalloc int[LogSoftmax.Block];
        Span<double> probabilities = stackalloc double[LogSoftmax.Block];
        var (largest, scale, last) = (Vector512.Create(_distribution.LargestLogit), Vector512.Create(_scale), Vector512.Create((float)Last));
        var token = 0;
        for (; token + LogSoftmax.Block <= logits.Length; token += LogSoftmax.Block)
        {
            var block = logits.Slice(token, LogSoftmax.Block);
            var place = Vector512.Min((largest - Vector512.Create(block)) * scale, last);
            if (Vector512.EqualsAll(place, last))
            {
                continue; // their mass is what the others leave
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

        var listed = 0.0;
        for (var bucket = 0; bucket < Last; bucket++)
        {
            listed += _buckets[bucket].Mass;
        }

        return listed;
    }

    // The possible tokens whose place is at least one and below another.
    private void Gather(ReadOnlySpan<float> logits, float from, float to)
    {
        Count = 0;
        var (largest, scale, last) = (Vector512.Create(_distribution.LargestLogit), Vector512.Create(_scale), Vector512.Create((float)Last));
        var (least, end) = (Vector512.Create(from), Vector512.Create(to));
        var token = 0;
        for (; token + LogSoftmax.Block <= logits.Length; token += LogSoftmax.Block)
        {
            var place = Vector512.Min((largest - Vector512.Create(logits.Slice(token, LogSoftmax.Block))) * scale, last);
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
            var place = Math.Min((_distribution.LargestLogit - logits[token]) * _scale, Last);
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
        for (; possible < Count; possible++)
        {
            var logit = logits[Id(possible)];
            _probabilities[possible] = logit == last ? _probabilities[possible - 1] : Math.Exp(_distribution[logit]);
            last = logit;
            if (_probabilities[possible] == 0)
            {
                break; // nor is any that follows possible
            }
        }

        Count = possible;
        SortEquals();
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
