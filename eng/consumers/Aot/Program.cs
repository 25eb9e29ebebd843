using System.Diagnostics;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

using var selector = new Selector(new SelectionOptions(Metric.TokenF1()) { Threads = 1 });
var selection = selector.Select(new Problem("q1", ["paris", "paris france", "the city of paris", "london"]));
Console.WriteLine($"{selection.Text}: expected F1 {selection.Expected:F3}, {selection.Engine} {EngineFactory.List()[1].Device}");
try
{
    EngineFactory.Create(EngineChoice.Parse("cuda"), threads: 1).Dispose();
}
catch (EngineException error)
{
    Console.WriteLine(error.Message);
}

// The time of an edit-distance selection, to compare with a program compiled at run time.
var random = new Random(1);
Candidate[] texts = [.. Enumerable.Range(0, 1024).Select(_ => new Candidate(random.GetString("abcdefgh ", 60)))];
using var distances = new Selector(new SelectionOptions(Metric.Levenshtein()) { Threads = 1 });
var best = TimeSpan.MaxValue;
for (var run = 0; run < 40; run++)
{
    var start = Stopwatch.GetTimestamp();
    distances.Select(new Problem("many", texts));
    best = TimeSpan.FromTicks(Math.Min(best.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
}

Console.WriteLine($"1,024 texts of 60 letters by edit distance: {best.TotalMilliseconds:F1} ms");
