namespace Accelerated.Inference;

/// <summary>
/// The most threads that a model may use: native libraries end the process where the system refuses them a thread.
/// </summary>
internal static class ThreadLimit
{
    /// <summary>Four times the cores of this process, and at most llama.cpp's 512.</summary>
    public static int Most { get; } = Math.Min(4 * Environment.ProcessorCount, 512);
}
