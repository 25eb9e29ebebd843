using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Accelerated.Benchmarks;

/// <summary>A program that measures a job and writes one figure per line, in a process with its own environment variables.</summary>
/// <param name="Program">The assembly of the program.</param>
/// <param name="Arguments">Arguments before the job's name.</param>
public sealed record ChildRun(Assembly Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Measures a job.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="variables">Environment variables and their values.</param>
    /// <exception cref="InvalidOperationException">The program failed; the message contains its error output.</exception>
    public IReadOnlyList<Figure> Measure(string job, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true };
        var host = Path.ChangeExtension(Program.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        start.FileName = File.Exists(host) ? host : "dotnet";
        if (start.FileName == "dotnet")
        {
            start.ArgumentList.Add(Program.Location);
        }

        foreach (var argument in Arguments.Append(job))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)]
            : throw new InvalidOperationException(
                $"{start.FileName} with {string.Join(' ', variables.ToArray().Select(variable => $"{variable.Name}={variable.Value}"))} "
                + $"exited with {process.ExitCode}: {errors.Result.Trim()}");
    }

    private static Figure Read(string line) => JsonSerializer.Deserialize<Figure>(line, FigureJson.Options)!;
}
