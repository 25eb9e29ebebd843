namespace Accelerated.Metrics;

/// <summary>The syllables of Korean, which are computed from their letters (Unicode Standard, 3.12).</summary>
internal static class Hangul
{
    public const int FirstVowel = 0x1161;
    public const int BeforeFirstTail = 0x11a7;
    public const int Vowels = 21;
    public const int Tails = 28; // none included
    private const int FirstSyllable = 0xac00;
    private const int FirstLead = 0x1100;
    private const int Leads = 19;
    private const int Syllables = Leads * Vowels * Tails;

    /// <summary>The syllable of a lead and a vowel, or of a syllable without a tail and one; 0 where they are not that.</summary>
    public static int Compose(int first, int second)
    {
        if ((uint)(first - FirstLead) < Leads && (uint)(second - FirstVowel) < Vowels)
        {
            return FirstSyllable + ((first - FirstLead) * Vowels + second - FirstVowel) * Tails;
        }

        return (uint)(first - FirstSyllable) < Syllables && (first - FirstSyllable) % Tails == 0
            && second > BeforeFirstTail && second < BeforeFirstTail + Tails
            ? first + second - BeforeFirstTail
            : 0;
    }

    /// <summary>Appends the letters of a syllable; false where a code point is none.</summary>
    public static bool TryDecompose(int c, List<int> target)
    {
        var index = c - FirstSyllable;
        if ((uint)index >= Syllables)
        {
            return false;
        }

        target.Add(FirstLead + index / (Vowels * Tails));
        target.Add(FirstVowel + index / Tails % Vowels);
        if (index % Tails > 0)
        {
            target.Add(BeforeFirstTail + index % Tails);
        }

        return true;
    }
}
