using System.Reflection;

namespace Accelerated.Cli.Tests;

/// <summary>The arrows between projects: Metrics &lt;- Kernels &lt;- Inference &lt;- the tool.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Accelerated.Metrics"] = [],
        ["Accelerated.Kernels"] = ["Accelerated.Metrics", "ILGPU", "ILGPU.Algorithms", "System.Numerics.Tensors"],
        ["Accelerated.Inference"] = ["Accelerated.Metrics", "Accelerated.Kernels", "Microsoft.Extensions."],
    };

    [TestCaseSource(nameof(Projects))]
    public void A_project_references_only_what_it_may(string name)
    {
        var references = Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(reference => !IsBaseClassLibrary(reference)).ToList();
        Assert.That(references.Where(reference => !Allowed[name].Any(allowed => allowed.EndsWith('.') ? reference.StartsWith(allowed, StringComparison.Ordinal) : reference == allowed)), Is.Empty);
    }

    private static IEnumerable<string> Projects() => Allowed.Keys;

    private static bool IsBaseClassLibrary(string name) =>
        name is "netstandard" or "mscorlib" || (name.StartsWith("System", StringComparison.Ordinal) && name != "System.Numerics.Tensors");
}
