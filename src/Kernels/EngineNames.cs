namespace Accelerated.Kernels;

/// <summary>The names of engines, in options and in what selections say.</summary>
internal static class EngineNames
{
    /// <summary>The name of a kind of engine: <c>cpu</c>, <c>opencl</c>.</summary>
    public static string Of(EngineKind kind) => kind.ToString().ToLowerInvariant();
}
