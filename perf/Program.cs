using Accelerated.Perf;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["sidebyside", .. var rest]:
        var folder = rest.Length > 0 ? rest[0] : Path.Combine("perf", "results", "local");
        int[] counts = rest.Length > 1 ? [.. rest[1].Split(',').Select(int.Parse)] : [64, 256, 1024, 2048];
        int[] lengths = rest.Length > 2 ? [.. rest[2].Split(',').Select(int.Parse)] : [16, 64, 128, 256];
        SideBySide.Run(folder, counts, lengths, repeats: 15);
        return 0;
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(Correctness).Assembly).Run(rest.Length > 0 ? rest : ["--filter", "*"]);
        return 0;
    default:
        Console.Error.WriteLine("""
            sidebyside [FOLDER] [N,N,...] [LENGTH,LENGTH,...]   whole jobs beside peers: JSON, tables, plot
            micro [BenchmarkDotNet options]                     micro benchmarks
            """);
        return 2;
}
