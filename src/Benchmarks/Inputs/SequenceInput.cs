using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>
/// Seeded candidates that resemble each other, like those of one model: variations of eight templates, each with 5 to 50 percent of its
/// symbols substituted, inserted or deleted, and about 0.8 to 1.0 of the requested length.
/// </summary>
public static class SequenceInput
{
    private const int Templates = 8;
    private const int Letters = 64;
    private const int TokenIds = 2000;

    /// <summary>Makes candidates: the same for the same arguments on every machine, and a larger count extends a smaller one.</summary>
    /// <param name="kind">What the symbols are.</param>
    /// <param name="length">The longest sequence, in symbols.</param>
    /// <param name="count">Number of sequences.</param>
    /// <param name="seed">The seed.</param>
    public static Candidate[] Make(SequenceKind kind, int length, int count, int seed = 1)
    {
        var random = new Random(((seed * 31) + (int)kind) * 8191 + length);
        Func<int> draw = kind == SequenceKind.Letters ? () => random.Next(Letters) : () => (int)Math.Pow(TokenIds, random.NextDouble());
        var templates = new int[Templates][];
        for (var t = 0; t < Templates; t++)
        {
            templates[t] = Draw(draw, random.Next((int)(length * 0.85), length + 1));
        }

        var candidates = new Candidate[count];
        for (var i = 0; i < count; i++)
        {
            candidates[i] = Spell(kind, Edit(templates[random.Next(Templates)], draw, random, length));
        }

        return candidates;
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
            var index = random.Next(ids.Count);
            switch (random.Next(3))
            {
                case 0:
                    ids[index] = draw();
                    break;
                case 1:
                    ids.Insert(index, draw());
                    break;
                default:
                    if (ids.Count > 1)
                    {
                        ids.RemoveAt(index);
                    }

                    break;
            }
        }

        return [.. ids.Take(length)];
    }

    private static Candidate Spell(SequenceKind kind, int[] ids) => kind switch
    {
        SequenceKind.Letters => new Candidate(string.Concat(ids.Select(id => (char)('!' + id)))),
        SequenceKind.Words => new Candidate(string.Join(' ', ids.Select(PseudoWords.Of))),
        _ => new Candidate(string.Join(' ', ids.Select(id => "t" + id))) { Tokens = ids },
    };
}
