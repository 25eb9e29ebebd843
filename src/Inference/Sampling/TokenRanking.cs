using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Inference;

/// <summary>
/// The tokens of a distribution from the most likely down, lower ids first among equals, sorted lazily: they are counted into buckets by
/// their logit, and a bucket is sorted when it is opened. Tokens out of reach are in no bucket.
/// </summary>
internal sealed class TokenRanking
{
    private const int MostBuckets = 1024;
    private static readonly (int, int) s_none = (-1, -1);
    private static readonly (int, int) s_all = (0, int.MaxValue);

    // Buckets are wide enough that tokens of two buckets differ in probability: floats differ by at least 2^-24 of their size.
    private const double LeastWidth = 2e-7;

    private Bucket[] _buckets = [];
    private ulong[] _entries = [];
    private ulong[] _spare = [];
    private double[] _probabilities = [];
    private float _scale;
    private double _share; // of the sum of all exponentials, that of the largest being 1
    private (int First, int Last) _opened;

    /// <summary>Whether buckets can be used: not where so high a temperature makes different logits equally likely.</summary>
    public bool CanBucket { get; private set; }

    /// <summary>Number of buckets.</summary>
    public int Buckets { get; private set; }

    /// <summary>Tokens of the opened buckets that are possible.</summary>
    public int Count { get; private set; }

    /// <summary>Their probabilities, the largest first.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities.AsSpan(0, Count);

    /// <summary>The id of a token of the opened buckets.</summary>
    public int Id(int index) => (int)(uint)_entries[index];

    public int CountOf(int bucket) => _buckets[bucket].Count;

    public double MassOf(int bucket) => _buckets[bucket].Mass * _share;

    /// <summary>The largest logit.</summary>
    public float Largest { get; private set; }

    /// <summary>The probabilities of the tokens.</summary>
    public LogSoftmax Distribution { get; private set; }

    /// <summary>Counts the tokens of a distribution.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="largest">The largest of them.</param>
    /// <param name="temperature">What divides them.</param>
    /// <param name="reach">How far below the largest a logit may be so that its token is in a bucket.</param>
    public void Fill(ReadOnlySpan<float> logits, float largest, double temperature, double reach)
    {
        _opened = s_none;
        Largest = largest;
        var range = largest - Smallest(logits, largest - reach);
        var widths = range / temperature / LeastWidth;
        CanBucket = range == 0 || widths >= 1;
        if (!CanBucket)
        {
            Distribution = new LogSoftmax(logits, temperature, largest);
            return;
        }

        Buckets = Math.Clamp(Math.Min(logits.Length / 4, (int)Math.Min(MostBuckets, widths)), 1, MostBuckets);
        // Rounded into the last bucket.
        _scale = (float)Math.Clamp(range > 0 ? Buckets / (range * 1.000001) : 1 / reach, 1e-30, float.MaxValue);
        if (_buckets.Length < Buckets + LogSoftmax.Block)
        {
            _buckets = new Bucket[Buckets + LogSoftmax.Block];
        }

        _buckets.AsSpan(0, Buckets).Clear();
        var sum = CountAll(logits, LogSoftmax.Inverse(temperature));
        Distribution = new LogSoftmax(largest, temperature, sum);
        _share = 1 / sum;
    }

    /// <summary>The bucket of tokens whose logits are so far below the largest; the last where none are.</summary>
    public int BucketAt(double distance) => (int)Math.Clamp((float)distance * _scale, 0, Buckets - 1);

    /// <summary>The bucket of a token; the number of buckets where it is out of reach.</summary>
    public int BucketOf(float logit) => (int)Math.Min((Largest - logit) * _scale, Buckets);

    /// <summary>Puts the tokens of buckets in order.</summary>
    public void Open(ReadOnlySpan<float> logits, int first, int last)
    {
        if (_opened != (first, last))
        {
            _opened = (first, last);
            Gather(logits, first, last + 1);
        }
    }

    /// <summary>Puts all tokens in order, as if they were one bucket; there are no others any more.</summary>
    public void OpenAll(ReadOnlySpan<float> logits)
    {
        if (_opened != s_all)
        {
            _opened = s_all;
            _scale = 1e-30f;
            Gather(logits, 0, float.PositiveInfinity); // impossible ones are at infinity
        }
    }

    // Returns the sum of all exponentials, those of tokens out of reach too, in the order of LogSoftmax.
    private double CountAll(ReadOnlySpan<float> logits, double inverse)
    {
        Span<int> indexes = stackalloc int[LogSoftmax.Block];
        Span<double> masses = stackalloc double[LogSoftmax.Block];
        var (largest, scale, end) = (Vector512.Create(Largest), Vector512.Create(_scale), Vector512.Create((float)Buckets));

        // Tokens out of reach have one bucket per lane after the others: in a single one, each add would wait for the one before.
        var beyond = Vector512.Create(Buckets) + Vector512<int>.Indices;
        var sums = Vector512<double>.Zero;
        var token = 0;
        for (; token + LogSoftmax.Block <= logits.Length; token += LogSoftmax.Block)
        {
            var block = logits.Slice(token, LogSoftmax.Block);
            var (low, high) = LogSoftmax.Exponentials(block, Largest, inverse, 0);
            sums += low + high;
            var position = (largest - Vector512.Create(block)) * scale;
            var isInReach = Vector512.LessThan(position, end);
            if (isInReach == Vector512<float>.Zero)
            {
                continue;
            }

            // Stored in halves, because reading one number after a 64-byte store stalls on some CPUs.
            var indices = Vector512.ConditionalSelect(isInReach.AsInt32(), Vector512.ConvertToInt32(Vector512.Min(position, end)), beyond);
            Store(indices.GetLower(), indices.GetUpper(), indexes);
            Store(low.GetLower(), low.GetUpper(), masses);
            Store(high.GetLower(), high.GetUpper(), masses[Vector512<double>.Count..]);
            ref var buckets = ref MemoryMarshal.GetArrayDataReference(_buckets);
            for (var i = 0; i < LogSoftmax.Block; i++)
            {
                ref var bucket = ref Unsafe.Add(ref buckets, indexes[i]);
                bucket.Count++;
                bucket.Mass += masses[i];
            }
        }

        var sum = Vector512.Sum(sums);
        for (; token < logits.Length; token++)
        {
            var mass = Math.Exp((logits[token] - (double)Largest) * inverse);
            ref var bucket = ref _buckets[BucketOf(logits[token])];
            bucket.Count++;
            bucket.Mass += mass;
            sum += mass;
        }

        return sum;
    }

    private static void Store<T>(Vector256<T> low, Vector256<T> high, Span<T> to)
    {
        low.CopyTo(to);
        high.CopyTo(to[Vector256<T>.Count..]);
    }

    // Collects the possible tokens with a position in [from, to).
    private void Gather(ReadOnlySpan<float> logits, float from, float to)
    {
        Count = 0;
        var (largest, scale) = (Vector512.Create(Largest), Vector512.Create(_scale));
        var (least, end) = (Vector512.Create(from), Vector512.Create(to));
        var token = 0;
        for (; token + LogSoftmax.Block <= logits.Length; token += LogSoftmax.Block)
        {
            var position = (largest - Vector512.Create(logits.Slice(token, LogSoftmax.Block))) * scale;
            var found = (Vector512.GreaterThanOrEqual(position, least) & Vector512.LessThan(position, end)).ExtractMostSignificantBits();
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
            var position = (Largest - logits[token]) * _scale;
            if (position >= from && position < to)
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

            var probability = Math.Exp(Distribution[logit]);
            if (probability == 0)
            {
                break; // the following tokens are impossible too
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
            var isInReach = Vector512.GreaterThanOrEqual(block, Vector512.Create(least));
            minima = Vector512.Min(minima, Vector512.ConditionalSelect(isInReach, block, minima));
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
