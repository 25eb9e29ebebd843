using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Accelerated.Cli.Serving;

/// <summary>
/// ASP.NET Core, which only <c>serve</c> needs: the tool runs without it, and starts itself again with it, under settings that suit a
/// long run.
/// </summary>
internal static class WebRuntime
{
    private const string Settings = "accelerated.serve.runtimeconfig.json";

    /// <summary>Whether this process has it.</summary>
    public static bool IsLoaded { get; } = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is string assemblies
        && assemblies.Contains("Microsoft.AspNetCore.Hosting.dll", StringComparison.Ordinal);

    /// <summary>Runs the same command line in a process that has it; that process stops once this one is cancelled or ends.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="ToolException">There is no installation of .NET.</exception>
    public static async Task<int> RunAsync(CancellationToken cancellation)
    {
        // The folder is ROOT/shared/Microsoft.NETCore.App/VERSION/.
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        if (!File.Exists(host))
        {
            throw new ToolException(
                "'serve' needs ASP.NET Core 10, which this build of the tool does not have. Use the tool that 'dotnet tool install' "
                + "installs, or publish it with -p:WithService=true.");
        }

        var folder = AppContext.BaseDirectory;
        string[] arguments =
        [
            "exec", "--runtimeconfig", Path.Combine(folder, Settings), typeof(WebRuntime).Assembly.Location,
            .. Environment.GetCommandLineArgs().Skip(1), "--until-input-ends",
        ];
        using var process = Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardInput = true })
            ?? throw new ToolException($"{host} did not start. Check the installation of .NET.");
        await using var stop = cancellation.Register(process.StandardInput.Close);
        var interrupts = 0;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ =>
        {
            // A second one ends this process at once, and the other with it.
            if (Interlocked.Increment(ref interrupts) > 1)
            {
                process.Kill();
            }
        });
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return process.ExitCode;
    }
}
