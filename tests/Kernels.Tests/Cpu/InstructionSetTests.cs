using Accelerated.Oracles;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>The conformance tests once more in processes that may use less of the CPU: a kernel's other code paths.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class InstructionSetTests
{
    [Test]
    public void Results_are_the_same_without(
        [Values("DOTNET_EnableAVX512v2", "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic")] string feature)
    {
        var (exitCode, output) = NarrowProcess.Run(
            typeof(InstructionSetTests).Assembly.Location, "FullyQualifiedName~NarrowCpuTests", feature, (
                NarrowCpuTests.Variable, feature));
        Assert.That(exitCode, Is.Zero, output);
    }
}
