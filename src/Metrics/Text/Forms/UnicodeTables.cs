using System.IO.Compression;

namespace Accelerated.Metrics;

/// <summary>
/// Unicode's decompositions, compositions and combining classes, read once from what <c>eng/unicode-forms.py</c> wrote. The runtime has
/// them only where the platform's ICU is loaded, which invariant globalisation forbids, and in as many versions as there are platforms.
/// </summary>
internal sealed class UnicodeTables
{
    private const int PageBits = 8;

    private static readonly Lazy<UnicodeTables> Read = new(() => new UnicodeTables());

    private readonly Dictionary<int, (int First, int Second)> _canonical = [];
    private readonly Dictionary<int, int[]> _compatible = [];
    private readonly Dictionary<long, int> _composed = [];
    private readonly Dictionary<int, byte> _classes = [];
    private readonly byte[]?[] _pages = new byte[0x110000 >> PageBits][];

    private UnicodeTables()
    {
        using var stream = typeof(UnicodeTables).Assembly.GetManifestResourceStream("Accelerated.Metrics.forms.bin")
            ?? throw new InvalidOperationException("The resource forms.bin is missing from Accelerated.Metrics; build it again.");
        using var reader = new BinaryReader(new DeflateStream(stream, CompressionMode.Decompress));
        ReadTable(reader, c =>
        {
            var (first, second) = (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
            _canonical.Add(c, (first, second));
            if (reader.ReadByte() == 0)
            {
                Mark(c, Trait.ChangesComposed | Trait.ChangesCompatible);
            }
            else
            {
                _composed.Add(Key(first, second), c);
                Mark(second, Trait.ChangesComposed | Trait.ChangesCompatible);
            }
        });
        ReadTable(reader, c =>
        {
            var parts = new int[reader.Read7BitEncodedInt()];
            foreach (ref var part in parts.AsSpan())
            {
                part = reader.Read7BitEncodedInt();
            }

            _compatible.Add(c, parts);
            Mark(c, Trait.ChangesCompatible);
        });
        ReadTable(reader, c =>
        {
            _classes.Add(c, (byte)reader.Read7BitEncodedInt());
            Mark(c, Trait.Combines);
        });
        for (var c = Hangul.FirstVowel; c < Hangul.FirstVowel + Hangul.Vowels; c++)
        {
            Mark(c, Trait.ChangesComposed | Trait.ChangesCompatible);
        }

        for (var c = Hangul.BeforeFirstTail + 1; c < Hangul.BeforeFirstTail + Hangul.Tails; c++)
        {
            Mark(c, Trait.ChangesComposed | Trait.ChangesCompatible);
        }
    }

    /// <summary>What a code point may do to a text's form.</summary>
    [Flags]
    public enum Trait : byte
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>It may change, or change the one before it, in composed form.</summary>
        ChangesComposed = 1,

        /// <summary>It may change, or change the one before it, in composed form for compatibility.</summary>
        ChangesCompatible = 2,

        /// <summary>It has a combining class, by which marks are ordered.</summary>
        Combines = 4,
    }

    /// <summary>The tables, read at the first use.</summary>
    public static UnicodeTables Shared => Read.Value;

    /// <summary>What a code point may do.</summary>
    public Trait TraitsOf(int c) => _pages[c >> PageBits] is { } page ? (Trait)page[c & ((1 << PageBits) - 1)] : Trait.None;

    /// <summary>The combining class; 0 for most.</summary>
    public int ClassOf(int c) => (TraitsOf(c) & Trait.Combines) == 0 ? 0 : _classes[c];

    /// <summary>What two code points are in one; 0 where there is none.</summary>
    public int Compose(int first, int second) =>
        Hangul.Compose(first, second) is > 0 and var syllable ? syllable : _composed.GetValueOrDefault(Key(first, second));

    /// <summary>Appends what a code point consists of.</summary>
    public void Decompose(int c, bool forCompatibility, List<int> target)
    {
        if (Hangul.TryDecompose(c, target))
        {
            return;
        }

        if (forCompatibility && _compatible.TryGetValue(c, out var parts))
        {
            target.AddRange(parts);
        }
        else if (_canonical.TryGetValue(c, out var pair))
        {
            Decompose(pair.First, forCompatibility, target);
            if (pair.Second != 0)
            {
                target.Add(pair.Second); // no second part has parts of its own
            }
        }
        else
        {
            target.Add(c);
        }
    }

    private static long Key(int first, int second) => ((long)first << 32) | (uint)second;

    private static void ReadTable(BinaryReader reader, Action<int> readRow)
    {
        var c = 0;
        for (var rows = reader.Read7BitEncodedInt(); rows > 0; rows--)
        {
            c += reader.Read7BitEncodedInt();
            readRow(c);
        }
    }

    private void Mark(int c, Trait trait) =>
        (_pages[c >> PageBits] ??= new byte[1 << PageBits])[c & ((1 << PageBits) - 1)] |= (byte)trait;
}
