using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>The normal forms of Unicode (Standard Annex 15).</summary>
internal static class UnicodeForm
{
    private const int Syllables = 0xAC00;
    private const int Leads = 0x1100;
    private const int Vowels = 0x1161;
    private const int Tails = 0x11A7;
    private const int VowelCount = 21;
    private const int TailCount = 28;
    private const int SyllableCount = 19 * VowelCount * TailCount;

    /// <summary>A text in a normal form.</summary>
    /// <param name="text">The text; halves of surrogate pairs that stand alone become U+FFFD.</param>
    /// <param name="form">The form.</param>
    public static string Of(string text, NormalizationForm form)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var codes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, form is NormalizationForm.FormKC or NormalizationForm.FormKD, codes);
        }

        Order(codes);
        if (form is NormalizationForm.FormC or NormalizationForm.FormKC)
        {
            Compose(codes);
        }

        var result = new StringBuilder(text.Length);
        foreach (var code in codes)
        {
            result.Append(new Rune(code).ToString());
        }

        return result.ToString();
    }

    private static void Decompose(int code, bool compatible, List<int> codes)
    {
        if (code - Syllables is >= 0 and < SyllableCount and var syllable)
        {
            codes.Add(Leads + (syllable / (VowelCount * TailCount)));
            codes.Add(Vowels + (syllable / TailCount % VowelCount));
            if (syllable % TailCount is > 0 and var tail)
            {
                codes.Add(Tails + tail);
            }
        }
        else if (UnicodeData.Instance.Decomposition(code, compatible) is { } parts)
        {
            foreach (var part in parts)
            {
                Decompose(part, compatible, codes);
            }
        }
        else
        {
            codes.Add(code);
        }
    }

    // Characters that follow a base character stand in the order of their classes; those of one class keep theirs.
    private static void Order(List<int> codes)
    {
        var data = UnicodeData.Instance;
        for (var start = 0; start < codes.Count;)
        {
            var end = start;
            while (end < codes.Count && data.CombiningClass(codes[end]) > 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                var ordered = codes.GetRange(start, end - start).OrderBy(data.CombiningClass).ToArray();
                for (var i = 0; i < ordered.Length; i++)
                {
                    codes[start + i] = ordered[i];
                }
            }

            start = end + 1;
        }
    }

    private static void Compose(List<int> codes)
    {
        var data = UnicodeData.Instance;
        var (kept, starter, last) = (0, -1, -1);
        foreach (var code in codes.ToArray())
        {
            var combining = data.CombiningClass(code);
            var isFree = last < combining || (last == 0 && starter == kept - 1);
            if (starter >= 0 && isFree && Pair(codes[starter], code) is { } whole)
            {
                codes[starter] = whole;
                continue;
            }

            if (combining == 0)
            {
                starter = kept;
            }

            last = combining;
            codes[kept++] = code;
        }

        codes.RemoveRange(kept, codes.Count - kept);
    }

    private static int? Pair(int first, int second)
    {
        if (first - Leads is >= 0 and < 19 and var lead && second - Vowels is >= 0 and < VowelCount and var vowel)
        {
            return Syllables + (((lead * VowelCount) + vowel) * TailCount);
        }

        return first - Syllables is >= 0 and < SyllableCount and var syllable
            && syllable % TailCount == 0 && second - Tails is > 0 and < TailCount and var tail
            ? first + tail
            : UnicodeData.Instance.Composition(first, second);
    }
}
