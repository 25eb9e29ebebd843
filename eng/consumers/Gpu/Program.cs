using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

foreach (var engine in EngineFactory.List())
{
    Console.WriteLine($"{engine.Choice}: {(engine.IsAvailable ? engine.Device : engine.Remark)}");
}

using var selector = new Selector(new SelectionOptions(Metric.Levenshtein()) { Engine = EngineChoice.Simulator, RequireGpu = true });
var selection = selector.Select(new Problem("q1", ["kitten", "sitting", "mitten"]));
Console.WriteLine($"{selection.Text} by {selection.Engine}");
