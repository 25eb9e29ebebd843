using System.Numerics;

namespace Accelerated.Oracles;

/// <summary>
/// A pattern held in words of 64 bits, one word at a time: a column of the table of prefixes takes one step a word instead of one a cell.
/// The definitions of <see cref="Tables"/> judge it.
/// </summary>
public sealed class BitPattern
{
    private readonly int _length;
    private readonly int _words;
    private readonly ulong[] _none;
    private readonly Dictionary<int, ulong[]> _matches = [];

    public BitPattern(ReadOnlySpan<int> pattern)
    {
        _length = pattern.Length;
        _words = (pattern.Length + 63) / 64;
        _none = new ulong[_words];
        for (var i = 0; i < pattern.Length; i++)
        {
            if (!_matches.TryGetValue(pattern[i], out var bits))
            {
                _matches.Add(pattern[i], bits = new ulong[_words]);
            }

            bits[i / 64] |= 1UL << (i % 64);
        }
    }

    /// <summary>Levenshtein distance; with swaps of neighbours, optimal string alignment (Hyyrö 2003).</summary>
    public int Edits(ReadOnlySpan<int> text, bool swaps = false)
    {
        var (vp, vn, d0) = (new ulong[_words], new ulong[_words], new ulong[_words]);
        Array.Fill(vp, ulong.MaxValue);
        var before = _none;
        var distance = _length;
        foreach (var symbol in text)
        {
            var pm = _matches.GetValueOrDefault(symbol, _none);
            var (hpIn, hnIn, swapIn) = (1UL, 0UL, 0UL); // the table's top row rises by one a column
            for (var w = 0; w < _words; w++)
            {
                var swappable = ~d0[w] & pm[w];
                var swap = swaps ? ((swappable << 1) | swapIn) & before[w] : 0;
                var match = pm[w] | hnIn;
                var diagonal = (((match & vp[w]) + vp[w]) ^ vp[w]) | match | vn[w] | swap;
                var hp = vn[w] | ~(diagonal | vp[w]);
                var hn = diagonal & vp[w];
                if (w == _words - 1)
                {
                    var last = (_length - 1) % 64;
                    distance += (int)((hp >> last) & 1) - (int)((hn >> last) & 1);
                }

                var (hpShifted, hnShifted) = ((hp << 1) | hpIn, (hn << 1) | hnIn);
                (hpIn, hnIn, swapIn) = (hp >> 63, hn >> 63, swappable >> 63);
                vp[w] = hnShifted | ~(diagonal | hpShifted);
                vn[w] = hpShifted & diagonal;
                d0[w] = diagonal;
            }

            before = pm;
        }

        return _words == 0 ? text.Length : distance;
    }

    /// <summary>Length of the longest common subsequence (Hyyrö 2004).</summary>
    public int CommonSubsequence(ReadOnlySpan<int> text)
    {
        var v = new ulong[_words];
        Array.Fill(v, ulong.MaxValue);
        foreach (var symbol in text)
        {
            var pm = _matches.GetValueOrDefault(symbol, _none);
            var carry = 0UL;
            for (var w = 0; w < _words; w++)
            {
                var u = v[w] & pm[w];
                var sum = (UInt128)v[w] + u + carry;
                carry = (ulong)(sum >> 64);
                v[w] = (ulong)sum | (v[w] & ~u);
            }
        }

        return v.Sum(word => 64 - BitOperations.PopCount(word));
    }
}
