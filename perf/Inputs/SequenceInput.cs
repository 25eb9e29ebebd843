using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>
/// Seeded benchmark inputs: sequences near eight templates, each with 5 to 50 percent of its symbols edited, between about 0.8 and 1.0
/// of the length asked for. Letters are uniform over 64; token ids over 2,000 with probability falling as 1 / rank.
/// </summary>
public sealed record SequenceInput(string Kind, int Length, IReadOnlyList<Candidate> Candidates)
{
    private const int Letters = 64;
    private const int TokenIds = 2000;

    /// <summary>Makes an input; the same arguments give the same input everywhere.</summary>
    /// <param name="kind"><c>letters</c> or <c>tokens</c>.</param>
    /// <param name="length">The longest sequence.</param>
    /// <param name="count">Number of sequences.</param>
    /// <param name="seed">The seed.</param>
    public static SequenceInput Make(string kind, int length, int count, int seed = 1)
    {
        var random = new Random(HashCode(kind, length, seed));
        Func<int> draw = kind == "letters"
            ? () => random.Next(Letters)
            : () => (int)Math.Pow(TokenIds, random.NextDouble());
        var templates = Enumerable.Range(0, 8).Select(_ => Draw(draw, random.Next((int)(length * 0.85), length + 1))).ToArray();
        var candidates = new Candidate[count];
        for (var i = 0; i < count; i++)
        {
            var ids = Edit(templates[random.Next(templates.Length)], draw, random, length);
            candidates[i] = kind == "letters"
                ? new Candidate(string.Concat(ids.Select(id => (char)('!' + id))))
                : new Candidate(string.Join(' ', ids.Select(id => "t" + id))) { Tokens = ids };
        }

        return new SequenceInput(kind, length, candidates);
    }

    private static int[] Draw(Func<int> draw, int length)
    {
        var ids = new int[length];
        for (var k = 0; k < length; k++)
        {
            ids[k] = draw();
        }

        return ids;
    }

    private static int[] Edit(int[] template, Func<int> draw, Random random, int length)
    {
        var ids = template.ToList();
        var edits = Math.Max(1, (int)(ids.Count * (0.05 + 0.45 * random.NextDouble())));
        for (var k = 0; k < edits; k++)
        {
            var place = random.Next(ids.Count);
            switch (random.Next(3))
            {
                case 0:
                    ids[place] = draw();
                    break;
                case 1:
                    ids.Insert(place, draw());
                    break;
                default:
                    if (ids.Count > 1)
                    {
                        ids.RemoveAt(place);
                    }

                    break;
            }
        }

        return [.. ids.Take(length)];
    }

    // string.GetHashCode differs from run to run.
    private static int HashCode(string kind, int length, int seed) => kind.Aggregate(seed * 31 + length, (hash, c) => hash * 31 + c);
}
