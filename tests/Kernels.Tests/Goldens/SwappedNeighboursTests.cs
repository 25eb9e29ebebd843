using Accelerated.Metrics;
using Accelerated.Oracles;

namespace Accelerated.Kernels.Tests.Goldens;

/// <summary>The Damerau-Levenshtein distance, which lets a part be edited again after a swap.</summary>
public sealed class SwappedNeighboursTests
{
    [TestCase("ca", "abc", 2, Description = "a swap with an insertion between")]
    [TestCase("abc", "ca", 2)]
    [TestCase("a cat", "an abct", 3)]
    [TestCase("abcd", "badc", 2)]
    [TestCase("abcdef", "acbdef", 1)]
    [TestCase("ab", "bxxa", 3)]
    [TestCase("", "", 0)]
    [TestCase("", "abc", 3)]
    [TestCase("abc", "", 3)]
    [TestCase("😀👍", "👍😀", 1, Description = "one emoji is one character")]
    public void Swaps(string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score("damerau", hypothesis, reference), Is.EqualTo(expected));

    [Test]
    public void Words_are_swapped_by_option() => Assert.That(Pair.Score("damerau:unit=words", "cat the sat", "the cat sat"), Is.EqualTo(1));

    // Breadth first over all texts of three letters: the shortest way of single edits and swaps, by no formula.
    [Test]
    public void It_is_the_shortest_way_of_single_edits()
    {
        var texts = Texts(longest: 4).ToArray();
        foreach (var text in texts)
        {
            var steps = Steps(text, longest: 5);
            var distances = Pair.Row("damerau", new(text), [.. texts.Select(other => new Candidate(other))]);
            Assert.That(distances, Is.EqualTo(texts.Select(other => (double)steps[other])), text);
        }
    }

    [Test]
    public void Long_texts_with_many_swaps_equal_the_full_table()
    {
        const int Seed = 21;
        var random = new Random(Seed);
        for (var i = 0; i < 300; i++)
        {
            var left = random.GetItems<char>("abcd", random.Next(40));
            var right = i % 3 == 0 ? random.GetItems<char>("abcd", random.Next(40)) : Shaken(left, random);
            Assert.That(
                Pair.Score("damerau", new string(left), new string(right)),
                Is.EqualTo(Tables.Damerau(left, right)),
                $"seed {Seed}: '{new string(left)}' | '{new string(right)}'");
        }
    }

    private static char[] Shaken(char[] text, Random random)
    {
        var letters = text.ToList();
        for (var k = random.Next(8); k > 0 && letters.Count > 1; k--)
        {
            var place = random.Next(letters.Count - 1);
            (letters[place], letters[place + 1]) = (letters[place + 1], letters[place]);
            if (random.Next(3) == 0)
            {
                letters.Insert(random.Next(letters.Count), 'b');
            }
        }

        return [.. letters];
    }

    private static IEnumerable<string> Texts(int longest) => longest == 0
        ? [""]
        : Texts(longest - 1).SelectMany(text => text.Length == longest - 1 ? [text, text + 'a', text + 'b', text + 'c'] : new[] { text });

    private static Dictionary<string, int> Steps(string from, int longest)
    {
        var steps = new Dictionary<string, int> { [from] = 0 };
        var queue = new Queue<string>([from]);
        while (queue.TryDequeue(out var text))
        {
            foreach (var next in Neighbours(text).Where(next => next.Length <= longest && steps.TryAdd(next, steps[text] + 1)))
            {
                queue.Enqueue(next);
            }
        }

        return steps;
    }

    private static IEnumerable<string> Neighbours(string text)
    {
        for (var i = 0; i <= text.Length; i++)
        {
            foreach (var letter in "abc")
            {
                yield return text.Insert(i, letter.ToString());
                yield return i < text.Length ? text.Remove(i, 1).Insert(i, letter.ToString()) : text;
            }

            yield return i < text.Length ? text.Remove(i, 1) : text;
            yield return i + 1 < text.Length ? text[..i] + text[i + 1] + text[i] + text[(i + 2)..] : text;
        }
    }
}
