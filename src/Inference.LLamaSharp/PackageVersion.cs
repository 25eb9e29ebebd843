using System.Reflection;

namespace Accelerated.Inference.LLamaSharp;

/// <summary>The version of LLamaSharp that this assembly is written for; the build writes it down.</summary>
internal static class PackageVersion
{
    /// <summary>Such as 0.28.0; the native packages have the same.</summary>
    public static string Text { get; } = typeof(PackageVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "LLamaSharpVersion").Value!;
}
