namespace Accelerated.Metrics;

/// <summary>
/// Consonants and vowels of an English word (Porter 1980): a, e, i, o, u are vowels, and so is y after a consonant; all else is a
/// consonant.
/// </summary>
internal static class WordShape
{
    /// <summary>Whether the character at <paramref name="index"/> is a consonant.</summary>
    public static bool IsConsonant(string word, int index)
    {
        if (word[index] != 'y')
        {
            return word[index] is not ('a' or 'e' or 'i' or 'o' or 'u');
        }

        // In a run of y, every second is a vowel; the first is one unless it follows a vowel or begins the word.
        var first = index;
        while (first > 0 && word[first - 1] == 'y')
        {
            first--;
        }

        var firstIsConsonant = first == 0 || word[first - 1] is 'a' or 'e' or 'i' or 'o' or 'u';
        return firstIsConsonant == ((index - first) % 2 == 0);
    }

    /// <summary>How often a vowel is followed by a consonant.</summary>
    public static int Measure(string word)
    {
        var count = 0;
        for (var i = 1; i < word.Length; i++)
        {
            count += IsConsonant(word, i) && !IsConsonant(word, i - 1) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether there is a vowel.</summary>
    public static bool HasVowel(string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (!IsConsonant(word, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the last two characters are the same consonant.</summary>
    public static bool EndsInDoubleConsonant(string word) =>
        word.Length > 1 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1);

    /// <summary>
    /// Whether the end is consonant, vowel, and a consonant other than w, x and y, which keeps an e after it; or the word is a vowel and a
    /// consonant.
    /// </summary>
    public static bool EndsShort(string word) => word.Length switch
    {
        < 2 => false,
        2 => !IsConsonant(word, 0) && IsConsonant(word, 1),
        _ => IsConsonant(word, word.Length - 3) && !IsConsonant(word, word.Length - 2) && IsConsonant(word, word.Length - 1)
            && word[^1] is not ('w' or 'x' or 'y'),
    };
}
