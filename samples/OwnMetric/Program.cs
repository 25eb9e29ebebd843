using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;
using OwnMetric;

var problem = new Problem("paths", ["/srv/data/2024", "/srv/data/2025", "/srv/date", "/home/data"]);

// A function of two texts is a metric in one line, on the CPU.
var sameLength = Metric.Create("same-length", (h, r) => h.Length == r.Length ? 1 : 0, minimum: 0, maximum: 1, symmetric: true);
using (var selector = new Selector(new SelectionOptions(sameLength)))
{
    Console.WriteLine($"{sameLength}: {selector.Select(problem).Text}");
}

// A struct runs on every engine: on the CPU, and on a GPU or, where there is none, on ILGPU's simulator of one. The bits are the same.
var gpu = EngineFactory.List().FirstOrDefault(engine => engine.Choice.IsDevice && engine.IsAvailable)?.Choice ?? EngineChoice.Simulator;
var expected = new List<double>();
foreach (var engine in new[] { EngineChoice.Cpu, gpu })
{
    using var selector = new Selector(new SelectionOptions(SharedStart.Metric) { Engine = engine, RequireGpu = engine.IsDevice });
    var selection = selector.Select(problem);
    expected.Add(selection.Expected);
    Console.WriteLine($"{SharedStart.Metric} by {selection.Engine}: {selection.Text}, expected {selection.Expected:R}");
}

Console.WriteLine(expected[0].Equals(expected[1]) ? "Both engines give the same bits." : "The engines differ.");
return expected[0].Equals(expected[1]) ? 0 : 1;
