using System.Diagnostics;
using System.Globalization;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>First calls of a new process, whose code the runtime still has to compile, at first with little optimisation.</summary>
public static class FirstCallJob
{
    private const string Switch = "ACCELERATED_FIRST_CALL"; // the row that a child process measures
    private const int Processes = 3;
    private const int Calls = 10;

    private static readonly (string Metric, SequenceKind Kind, int Length, int Count)[] Rows =
    [
        ("token-f1", SequenceKind.TokenIds, 16, 16),
        ("token-f1", SequenceKind.TokenIds, 64, 1024),
        ("levenshtein-tokens", SequenceKind.TokenIds, 64, 1024),
        ("rouge-l", SequenceKind.Words, 27, 1024),
        ("bleu", SequenceKind.Words, 27, 1024),
    ];

    /// <summary>First selections of a process, compared with a warmed-up one.</summary>
    public static Job FirstCall { get; } = new(
        "first-call",
        "the first selections of a process, texts to selection, all threads (fastest of three processes)",
        "none; for information on short-lived processes",
        Measure);

    private static IEnumerable<Figure> Measure(Bench bench)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(Switch), CultureInfo.InvariantCulture, out var row) && (uint)row < Rows.Length)
        {
            return MeasureHere(row);
        }

        return bench.Child is { } child ? Enumerable.Range(0, Rows.Length).SelectMany(k => MeasureRow(k, child)) : [];
    }

    private static IEnumerable<Figure> MeasureRow(int row, ChildRun child)
    {
        var runs = Enumerable.Range(0, Processes).Select(_ => child.Measure(FirstCall.Name, (Switch, $"{row}"))).ToList();
        for (var k = 0; k < runs[0].Count; k++)
        {
            var seconds = Seconds.Of(runs.Select(run => run[k].Seconds.Min));
            yield return runs[0][k] with { Seconds = seconds, Value = seconds.Min * 1e3 };
        }

        using var selector = Create(row, out var problem);
        yield return Figure(row, "settled", Seconds.Settled(() => selector.Select(problem)));
    }

    private static Figure[] MeasureHere(int row)
    {
        using var selector = Create(row, out var problem);
        var times = new double[Calls];
        for (var k = 0; k < Calls; k++)
        {
            var start = Stopwatch.GetTimestamp();
            selector.Select(problem);
            times[k] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return
        [
            Figure(row, "first", Seconds.Of([times[0]])),
            Figure(row, $"mean of the next {Calls - 1}", Seconds.Of([times[1..].Average()])),
        ];
    }

    private static Selector Create(int row, out Problem problem)
    {
        var (metric, kind, length, count) = Rows[row];
        problem = new Problem("first", SequenceInput.Make(kind, length, count));
        return new Selector(new SelectionOptions(MetricCatalogue.Parse(metric)) { Engine = EngineChoice.Cpu });
    }

    private static Figure Figure(int row, string which, Seconds seconds) => new(
        FirstCall.Name, $"{Rows[row].Metric} selection, {which}", Benchmarks.Figure.Own, Rows[row].Length, Rows[row].Count,
        Environment.ProcessorCount, seconds, seconds.Min * 1e3, "ms");
}
