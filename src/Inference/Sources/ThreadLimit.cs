namespace Accelerated.Inference;

/// <summary>
/// The most threads that a model may be asked to use: native libraries end the process where the system grants them no more.
/// </summary>
internal static class ThreadLimit
{
    /// <summary>Four times the processors that this process may use, and never more than llama.cpp's 512.</summary>
    public static int Most { get; } = Math.Min(4 * Environment.ProcessorCount, 512);
}
