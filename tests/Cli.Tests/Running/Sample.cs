using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>Seeded problems of short texts, so that every engine has something to disagree on.</summary>
internal static class Sample
{
    private static readonly string[] Words = "the a cat dog sat ran on under mat tree and or not to be red blue London Paris".Split(' ');

    /// <summary>Lines of problems; numbers where <paramref name="numeric"/>, each with log-probability and weight.</summary>
    public static string Lines(int seed, int problems, bool numeric)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var p = 0; p < problems; p++)
        {
            var candidates = Enumerable.Range(0, random.Next(1, 40)).Select(_ => new
            {
                text = numeric
                    ? Number(random)
                    : string.Join(
                        ' ',
                        Enumerable.Range(0, random.Next(8) == 0 ? random.Next(12, 80) : random.Next(12))
                            .Select(_ => Words[random.Next(Words.Length)])),
                logprob = -10 * random.NextDouble(),
                weight = random.NextDouble(),
                vector = new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() - 1 },
            });
            text.Append(JsonSerializer.Serialize(new { id = $"p{p}", candidates })).Append('\n');
        }

        return text.ToString();
    }

    private static string Number(Random random) => random.Next(10) == 0 && random.Next(2) == 0
        ? "none"
        : (random.Next(1, 400) / 8.0).ToString(CultureInfo.InvariantCulture);
}
