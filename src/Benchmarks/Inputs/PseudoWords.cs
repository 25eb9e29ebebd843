namespace Accelerated.Benchmarks;

/// <summary>Pronounceable words, one per id, for metrics of character n-grams.</summary>
public static class PseudoWords
{
    private const string Consonants = "bcdfghklmnprstvw";
    private const string Vowels = "aeiou";

    /// <summary>The word of an id from 0: two letters for the lowest ids, because frequent words are short, up to ten for others.</summary>
    public static string Of(int id)
    {
        var random = new Random(id);
        var syllables = 1 + random.Next(id < 20 ? 1 : id < 200 ? 3 : 5);
        return string.Create(2 * syllables, random, static (letters, random) =>
        {
            for (var k = 0; k < letters.Length; k++)
            {
                var alphabet = k % 2 == 0 ? Consonants : Vowels;
                letters[k] = alphabet[random.Next(alphabet.Length)];
            }
        });
    }
}
