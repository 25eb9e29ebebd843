namespace Accelerated.Benchmarks;

/// <summary>Drawing from GGUF models on the CPU.</summary>
public static class DrawingJob
{
    private const int Seed = 1;
    private static readonly int[] Counts = [1, 8, 64, 128];

    /// <summary>Models with about 120 million random weights, with an ordinary and a large vocabulary.</summary>
    public static IReadOnlyList<RandomModel> Models { get; } =
    [
        new("117 M weights, 32 K tokens", 32_000, 768, 2304, 12),
        new("122 M weights, 128 K tokens", 128_000, 576, 1536, 12),
    ];

    /// <summary>The small model shipped with the tool.</summary>
    public static string SmallModel => Path.Combine(AppContext.BaseDirectory, "models", "reviews-chat-f32.gguf");

    /// <summary>Tokens per second for one and for several prompts and callers.</summary>
    public static Job Drawing { get; } = new(
        "drawing",
        "answers to 1 and to 16 prompts at once, tokens per second, compared with llama_decode on prepared batches, without sampling",
        "at least 0.9 of llama_decode from 8 answers; on large models 16 callers at least 1.3 times the rate of sequential calls; "
        + "the longest wait at most 1.5 times the mean",
        Measure);

    private static IEnumerable<Figure> Measure(Bench bench)
    {
        if (!File.Exists(SmallModel))
        {
            throw new InvalidOperationException($"'{SmallModel}' was not found. It is copied by the tool's build; build again.");
        }

        using (var small = new DrawingWork("small model", SmallModel, vocabulary: 1024))
        {
            foreach (var figure in Measure(small, large: false))
            {
                yield return figure;
            }
        }

        foreach (var model in Models)
        {
            var path = Path.GetTempFileName();
            try
            {
                model.Write(path, Seed);
                using var work = new DrawingWork(model.Name, path, model.Vocabulary);
                foreach (var figure in Measure(work, large: true))
                {
                    yield return figure;
                }
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    private static IEnumerable<Figure> Measure(DrawingWork work, bool large)
    {
        foreach (var prompts in new[] { 1, 16 })
        {
            foreach (var count in Counts)
            {
                var tokens = large ? LengthForLarge(prompts * count) : LengthForSmall(count);
                foreach (var figure in work.Throughput(prompts, count, tokens, large ? 3 : 6))
                {
                    yield return figure;
                }
            }
        }

        yield return work.Together(16, 24, large ? 3 : 6, large ? ", at least 1.3" : "");
        yield return work.Waits(16);
    }

    // Long enough that synchronising the threads does not dominate.
    private static int LengthForSmall(int count) => count <= 8 ? 60 : 16;

    // Two cores evaluate a few hundred tokens per second.
    private static int LengthForLarge(int answers) => answers switch { <= 16 => 16, <= 128 => 8, <= 1024 => 4, _ => 3 };
}
