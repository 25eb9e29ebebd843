using System.Runtime.Intrinsics.X86;
using Accelerated.Kernels.Cpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>
/// A short round through every metric and every width of lane; <see cref="InstructionSetTests"/> runs it where features are switched off.
/// </summary>
[NonParallelizable] // it depends on what scratch memory held before
public sealed class NarrowCpuTests
{
    /// <summary>Names the feature that this process does without.</summary>
    public const string Variable = "ACCELERATED_TESTS_WITHOUT";

    private static IEnumerable<string> Names => MetricCatalogue.Definitions.Select(d => d.Name);

    [Test]
    public void The_feature_is_switched_off() => Assert.That(
        Environment.GetEnvironmentVariable(Variable) switch
        {
            "DOTNET_EnableAVX512v2" => Avx512Vbmi.IsSupported,
            "DOTNET_EnableAVX512" => Avx512F.IsSupported,
            "DOTNET_EnableAVX2" => Avx2.IsSupported,
            "DOTNET_EnableHWIntrinsic" => Sse42.IsSupported,
            _ => false,
        },
        Is.False);

    [TestCaseSource(nameof(Names))]
    public void A_metric_has_the_bits_of_the_definition(string name)
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, SmallProblems.Of(MetricCatalogue.Parse(name), seed: 1, rows: 5, columns: 19), $"{name}, seed 1");
        FastReference.Hold(engine, SmallProblems.Of(MetricCatalogue.Parse(name), seed: 2, rows: 11), $"{name}, square, seed 2");
    }

    [Test]
    public void Sequences_of_every_width(
        [Values("levenshtein-tokens", "osa", "indel")] string name,
        [Values(16, 32, 64, 65, 127, 128, 129, 192, 193, 256, 257, 270)] int longest)
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, Sequences.Problem(name, longest, 3, 21, 0, longest), $"{name}, lengths to {longest}, seed {longest}");
    }

    // Texts are taken three, two and one at a time.
    [Test]
    public void Texts_of_every_number(
        [Values("levenshtein-tokens", "osa", "indel")] string name,
        [Values(1, 2, 3, 4, 5, 6, 7)] int rows,
        [Values(16, 32, 64)] int longest)
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(
            engine, Sequences.Problem(name, rows, rows, 37, 0, longest), $"{name}, {rows} texts, lengths to {longest}, seed {rows}");
    }

    [Test]
    public void More_carries_than_are_kept([Values("levenshtein-tokens", "osa", "indel")] string name)
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, Sequences.Problem(name, 6, 300, 3, 480, 520, 257, 300), $"{name}, 300 texts of 500 tokens, seed 6");
    }

    [Test]
    public void Columns_fewer_than_a_vector_of_scores(
        [Values("cer", "wer", "rouge-l", "osa")] string name, [Values(1, 2, 3, 4, 5, 36)] int columns)
    {
        // What scratch memory held before must not reach a sum.
        foreach (var size in new[] { 1 << 10, 1 << 11, 1 << 12 })
        {
            using var scratch = AlignedMemory.Rent(size - 64);
            Stale(scratch, size - 64);
        }

        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, Sequences.Problem(name, columns, 3, columns, 33, 64), $"{name}, lengths 33 to 64, {columns} columns");
    }

    [Test]
    public void Bags_of_every_size([Values("token-f1", "jaccard", "chrf")] string name)
    {
        var random = new Random(3);
        Candidate[] rows = [.. new[] { 0, 1, 7, 8, 9, 31, 32, 247, 248, 249, 255, 256, 1000 }.Select(size => Answer(random, size))];
        Candidate[] few = [.. Enumerable.Range(0, 600).Select(k => Answer(random, k % 16))];
        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, ProblemEncoder.Encode(MetricCatalogue.Parse(name), rows, few), $"{name}, short columns, seed 3");
        FastReference.Hold(engine, ProblemEncoder.Encode(MetricCatalogue.Parse(name), rows), $"{name}, square, seed 3");
    }

    // Long vectors are taken in parts, rows two and sixteen at a time, columns eight.
    [Test]
    public void Vectors_of_every_length(
        [Values(8, 249, 256, 257, 264, 513, 770)] int dimension, [Values(1, 2, 15, 16, 17, 33)] int rows, [Values(5, 8, 13)] int columns)
    {
        var random = new Random(dimension);
        using var engine = new CpuEngine(1);
        FastReference.Hold(
            engine, ProblemEncoder.Encode(
                MetricCatalogue.Parse("cosine"), Vectors(rows), Vectors(columns)), $"{rows} x {columns} of {dimension}, seed {dimension}");

        Candidate[] Vectors(int count) =>
            [
                .. Enumerable.Range(0, count).Select(
                    i => new Candidate($"{i}") { Vector = [.. Enumerable.Range(0, dimension).Select(_ => random.NextSingle() - .5f)] }),
            ];
    }

    private static unsafe void Stale(AlignedMemory memory, int length) => new Span<byte>(memory.Start, length).Fill(1);

    private static Candidate Answer(Random random, int size) =>
        new(string.Join(' ', Enumerable.Range(0, size).Select(_ => $"w{random.Next(30)}")));
}
