using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>Brings texts into a Unicode form. Texts that are in it, which nearly all are, are only looked at.</summary>
internal static class UnicodeNormalizer
{
    private const char FirstCombining = '\u0300'; // no character before it changes in composed form
    private const char FirstCompatible = '\u00a0';
    private const int Longest = 2; // UTF-16 units of a code point

    /// <summary>A text in a form.</summary>
    /// <param name="text">The text; lone surrogates in one that changes become U+FFFD.</param>
    /// <param name="form">The form.</param>
    /// <param name="rented">Receives the pooled memory that the result lies in, null where it is the text itself.</param>
    public static ReadOnlySpan<char> Apply(ReadOnlySpan<char> text, UnicodeForm form, out char[]? rented)
    {
        rented = null;
        var first = form == UnicodeForm.Composed ? FirstCombining : FirstCompatible;
        if (form == UnicodeForm.AsGiven || text.IndexOfAnyInRange(first, char.MaxValue) < 0 || Is(text, form))
        {
            return text;
        }

        var points = new List<int>(text.Length + 16);
        var tables = UnicodeTables.Shared;
        foreach (var rune in text.EnumerateRunes())
        {
            tables.Decompose(rune.Value, form == UnicodeForm.CompatibilityComposed, points);
        }

        Order(CollectionsMarshal.AsSpan(points));
        var composed = Compose(CollectionsMarshal.AsSpan(points));
        rented = ArrayPool<char>.Shared.Rent(checked(Longest * composed.Length));
        var length = 0;
        foreach (var c in composed)
        {
            length += new Rune(c).EncodeToUtf16(rented.AsSpan(length));
        }

        return rented.AsSpan(0, length);
    }

    /// <summary>A text in a form.</summary>
    public static string Apply(string text, UnicodeForm form)
    {
        var changed = Apply(text, form, out var rented);
        if (rented is null)
        {
            return text;
        }

        var result = new string(changed);
        ArrayPool<char>.Shared.Return(rented);
        return result;
    }

    // Whether a text surely is in a form.
    private static bool Is(ReadOnlySpan<char> text, UnicodeForm form)
    {
        var tables = UnicodeTables.Shared;
        var changes = form == UnicodeForm.Composed ? UnicodeTables.Trait.ChangesComposed : UnicodeTables.Trait.ChangesCompatible;
        var before = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var traits = tables.TraitsOf(rune.Value);
            if ((traits & changes) != 0)
            {
                return false;
            }

            var now = (traits & UnicodeTables.Trait.Combines) == 0 ? 0 : tables.ClassOf(rune.Value);
            if (now != 0 && now < before)
            {
                return false;
            }

            before = now;
        }

        return true;
    }

    // Marks between two letters by class, those of one class as they came. Class, place and code point are one number, so that a run of any
    // length is sorted in n log n.
    private static void Order(Span<int> points)
    {
        var tables = UnicodeTables.Shared;
        for (var start = 0; start < points.Length; start++)
        {
            var end = start;
            var ordered = true;
            for (var before = 0; end < points.Length && tables.ClassOf(points[end]) is > 0 and var now; end++)
            {
                ordered &= now >= before;
                before = now;
            }

            if (!ordered)
            {
                var keys = new ulong[end - start];
                for (var k = 0; k < keys.Length; k++)
                {
                    keys[k] = ((ulong)tables.ClassOf(points[start + k]) << 56) | ((ulong)k << 21) | (uint)points[start + k];
                }

                Array.Sort(keys);
                for (var k = 0; k < keys.Length; k++)
                {
                    points[start + k] = (int)(keys[k] & 0x1fffff);
                }
            }

            start = end;
        }
    }

    // Joins what has one code point together, in place: a letter and the marks after it that no mark of their class comes before.
    private static ReadOnlySpan<int> Compose(Span<int> points)
    {
        var tables = UnicodeTables.Shared;
        var length = 0;
        var starter = -1;
        var before = 0; // the class of the last mark kept since the starter
        foreach (var c in points)
        {
            var now = tables.ClassOf(c);
            var isNext = starter == length - 1;
            if (starter >= 0 && (isNext || (before < now && before > 0)) && tables.Compose(points[starter], c) is > 0 and var joined)
            {
                points[starter] = joined;
                continue;
            }

            if (now == 0)
            {
                starter = length;
            }

            before = now;
            points[length++] = c;
        }

        return points[..length];
    }
}
