using System.Text.Json;
using Accelerated.Benchmarks;
using Accelerated.Inference.Engines;
using Accelerated.Perf;
using BenchmarkDotNet.Running;

var jobs = string.Join(", ", Job.All.Select(job => job.Name));
var bench = new Bench(EngineChoice.Cpu, new ChildRun(typeof(SideBySide).Assembly, ["job"]));
switch (args)
{
    case ["sidebyside", .. var rest] when rest.Length <= 2:
        var wanted = rest.Length > 1 ? rest[1].Split(',') : [.. Job.All.Select(job => job.Name)];
        if (wanted.FirstOrDefault(name => Job.All.All(job => job.Name != name)) is { } unknown)
        {
            Console.Error.WriteLine($"Unknown job '{unknown}': expected one of {jobs}.");
            return 2;
        }

        SideBySide.Run(
            bench,
            rest.Length > 0 ? rest[0] : Path.Combine("perf", "results", "local"),
            [.. Job.All.Where(job => wanted.Contains(job.Name))]);
        return 0;
    case ["job", var name]:
        foreach (var figure in Job.All.Single(job => job.Name == name).Measure(bench))
        {
            Console.WriteLine(JsonSerializer.Serialize(figure, FigureJson.Options));
        }

        return 0;
    case ["device", var folder]:
        DeviceReport.Write(folder);
        return 0;
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(SideBySide).Assembly).Run(rest.Length > 0 ? rest : ["--filter", "*"]);
        return 0;
    default:
        Console.Error.WriteLine($"""
            sidebyside [FOLDER] [JOB,JOB,...]   measure the standard jobs and their peers; write JSON, tables and a plot
            job NAME                            measure one job; print one JSON object per figure
            device FOLDER                       write the tables of a device's results
            micro [BenchmarkDotNet options]     run the micro-benchmarks

            Jobs: {jobs}
            """);
        return 2;
}
