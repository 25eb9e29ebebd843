using System.Diagnostics;

namespace Accelerated.Oracles;

/// <summary>Tests of an assembly once more, in a process that may use less of the CPU.</summary>
public static class NarrowProcess
{
    /// <summary>Runs tests without a feature.</summary>
    /// <param name="assembly">The path of the tests' assembly, which is a program too.</param>
    /// <param name="filter">Which tests.</param>
    /// <param name="feature">The runtime's switch that turns the feature off.</param>
    /// <param name="variables">Further variables of the process.</param>
    /// <returns>The exit code, 0 where all passed, and what the process wrote.</returns>
    public static (int ExitCode, string Output) Run(
        string assembly, string filter, string feature, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(assembly);
        }

        start.ArgumentList.Add("--filter");
        start.ArgumentList.Add(filter);
        start.Environment[feature] = "0";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, $"{output}\n{errors.Result}");
    }
}
