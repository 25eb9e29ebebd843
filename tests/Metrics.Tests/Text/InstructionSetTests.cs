using Accelerated.Oracles;

namespace Accelerated.Metrics.Tests.Text;

/// <summary>The tests of texts once more in processes that may use less of the CPU: other ways to find and name words.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class InstructionSetTests
{
    [Test]
    public void Texts_are_cut_the_same_without(
        [Values("DOTNET_EnableAVX512v3", "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic")] string feature)
    {
        var (exitCode, output) = NarrowProcess.Run(
            typeof(InstructionSetTests).Assembly.Location,
            "FullyQualifiedName~TokenizerTests|FullyQualifiedName~TokenRowsTests|FullyQualifiedName~Encoding", feature);
        Assert.That(exitCode, Is.Zero, output);
    }
}
