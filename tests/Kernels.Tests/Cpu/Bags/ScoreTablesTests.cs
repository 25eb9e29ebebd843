using Accelerated.Kernels.Cpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>Scores that are looked up by a column's size and the shared count.</summary>
public sealed unsafe class ScoreTablesTests
{
    private static readonly string[] Metrics =
    [
        "token-f1", "token-f1:empty=v1", "jaccard", "f-beta:beta=2", "token-precision", "exact-match", "rouge-2",
    ];

    [Test]
    public void Every_size_and_count_has_a_slot()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var sizes = Enumerable.Range(0, random.Next(253, BitPlanes.Columns + 1)).Select(_ => random.Next(22)).ToArray();
            using var slots = CountSlots.Of(Bags(sizes), [.. Enumerable.Range(0, sizes.Length)]);
            Assert.That(slots?.Count, Is.EqualTo(sizes.Distinct().Sum(size => size + 1)), $"seed {seed}");
            for (var column = 0; column < sizes.Length; column++)
            {
                for (var shared = 0; shared <= sizes[column]; shared++)
                {
                    var place = slots!.Columns[column] + shared;
                    Assert.That(
                        (slots.Sizes[place], slots.Counts[place]), Is.EqualTo(((double)sizes[column], (double)shared)), $"seed {seed}");
                }
            }
        }
    }

    [Test]
    public void There_are_no_slots_where_a_table_would_not_pay()
    {
        Assert.That(Count([.. Enumerable.Range(0, 512).Select(k => k % 22)]), Is.EqualTo(253));
        Assert.That(Count([.. Enumerable.Range(0, 512).Select(k => k % 23)]), Is.Null, "276 slots");
        Assert.That(Count([.. Enumerable.Repeat(255, 512)]), Is.EqualTo(256));
        Assert.That(Count([.. Enumerable.Repeat(256, 512)]), Is.Null, "a count of 256");
        Assert.That(Count([.. Enumerable.Repeat(63, 64)]), Is.EqualTo(64));
        Assert.That(Count([.. Enumerable.Repeat(63, 63)]), Is.Null, "more slots than columns");
        Assert.That(Count([0]), Is.EqualTo(1));

        static int? Count(int[] sizes)
        {
            using var slots = CountSlots.Of(Bags(sizes), [.. Enumerable.Range(0, sizes.Length)]);
            return slots?.Count;
        }
    }

    [Test]
    public void Short_answers_have_the_bits_of_the_definition(
        [ValueSource(nameof(Metrics))] string name, [Values(253, 256, 319, 320, 511, 512, 513, 1300)] int columns)
    {
        var random = new Random(columns);
        // Row sizes of the same remainder by 16 take each other's table; some rows are longer than every column.
        Candidate[] rows = [.. new[] { 0, 1, 17, 5, 21, 37, 5, 31, 32, 247, 248, 255, 256, 1000 }.Select(size => Answer(random, size))];
        Candidate[] references = [.. Enumerable.Range(0, columns).Select(k => Answer(random, k % 22))];
        using var engine = new CpuEngine(1);
        FastReference.Hold(
            engine, ProblemEncoder.Encode(MetricCatalogue.Parse(name), rows, references), $"{name}, {columns} columns, seed {columns}");
        FastReference.Hold(
            engine, ProblemEncoder.Encode(MetricCatalogue.Parse(name), references), $"{name}, {columns} answers, seed {columns}");
    }

    private static RaggedRows<int> Bags(int[] sizes)
    {
        var offsets = new int[sizes.Length + 1];
        for (var i = 0; i < sizes.Length; i++)
        {
            offsets[i + 1] = offsets[i] + sizes[i];
        }

        return new(offsets, new int[offsets[^1]]);
    }

    private static Candidate Answer(Random random, int size) =>
        new(string.Join(' ', Enumerable.Range(0, size).Select(_ => $"w{random.Next(40)}")));
}
