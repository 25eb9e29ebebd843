using System.Diagnostics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>The conformance tests once more in processes that may use less of the processor: a kernel's other code paths.</summary>
public sealed class InstructionSetTests
{
    private const string Filter = "FullyQualifiedName~NarrowProcessorTests";

    [Test]
    public void Results_are_the_same_without([Values("DOTNET_EnableAVX512v2", "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic")] string feature)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(InstructionSetTests).Assembly.Location);
        }

        start.ArgumentList.Add("--filter");
        start.ArgumentList.Add(Filter);
        start.Environment[feature] = "0";
        start.Environment[NarrowProcessorTests.Variable] = feature;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{output}\n{errors.Result}");
    }
}
