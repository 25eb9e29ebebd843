using System.Reflection;

namespace Accelerated.Cli.Tests;

/// <summary>The arrows between projects: Metrics &lt;- Kernels &lt;- Inference &lt;- adapters and the tool.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Accelerated.Metrics"] = [],
        ["Accelerated.Kernels"] = ["Accelerated.Metrics"],
        ["Accelerated.Kernels.Gpu"] = ["Accelerated.Metrics", "Accelerated.Kernels", "ILGPU", "ILGPU.Algorithms"],
        ["Accelerated.Inference"] = ["Accelerated.Metrics", "Accelerated.Kernels", "Microsoft.Extensions."],
        ["Accelerated.Inference.OnnxRuntime"] =
        [
            "Accelerated.Metrics", "Accelerated.Inference", "Microsoft.Extensions.AI.Abstractions", "Microsoft.ML.OnnxRuntime",
            "Microsoft.ML.Tokenizers", "Google.Protobuf",
        ],
        ["Accelerated.Inference.LLamaSharp"] =
        [
            "Accelerated.Metrics", "Accelerated.Inference", "Microsoft.Extensions.AI.Abstractions",
            "Microsoft.Extensions.Logging.Abstractions", "LLamaSharp",
        ],
        ["Accelerated.Extensions.AI"] = ["Accelerated.Metrics", "Accelerated.Inference", "Microsoft.Extensions."],
        ["Accelerated.Service"] =
        [
            "Accelerated.Metrics", "Accelerated.Kernels", "Accelerated.Inference", "Microsoft.Extensions.", "Microsoft.AspNetCore",
            "Microsoft.AspNetCore.", "OpenTelemetry", "OpenTelemetry.",
        ],
    };

    private static readonly string[] Hidden = ["ILGPU", "LLama", "Microsoft.ML"];

    [TestCaseSource(nameof(Projects))]
    public void A_project_references_only_allowed_assemblies(string name)
    {
        var references = Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(reference => !IsBaseClassLibrary(reference)).ToList();
        Assert.That(
            references.Where(reference =>
                !Allowed[name].Any(
                    allowed => allowed.EndsWith('.') ? reference.StartsWith(allowed, StringComparison.Ordinal) : reference == allowed)),
            Is.Empty);
    }

    [TestCase("Accelerated.Metrics")]
    [TestCase("Accelerated.Kernels")]
    [TestCase("Accelerated.Kernels.Gpu")]
    [TestCase("Accelerated.Inference")]
    public void No_public_signature_contains_a_type_of_a_hidden_library(string name)
    {
        const BindingFlags all =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var shown = from type in Assembly.Load(name).GetExportedTypes()
                    from member in type.GetMembers(all)
                    where member is MethodBase { IsPublic: true } or MethodBase { IsFamily: true }
                        or FieldInfo { IsPublic: true } or FieldInfo { IsFamily: true }
                    from used in Types(member)
                    where used.Assembly.GetName().Name is { } library
                        && Hidden.Any(prefix => library.StartsWith(prefix, StringComparison.Ordinal))
                    select $"{type.Name}.{member.Name}: {used.Name}";
        Assert.That(shown, Is.Empty);
    }

    private static IEnumerable<Type> Types(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
        MethodBase method => method.GetParameters().Select(parameter => parameter.ParameterType),
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static IEnumerable<string> Projects() => Allowed.Keys;

    private static bool IsBaseClassLibrary(string name) =>
        name is "netstandard" or "mscorlib" || name.StartsWith("System", StringComparison.Ordinal);
}
