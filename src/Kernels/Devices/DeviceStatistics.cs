namespace Accelerated.Kernels;

/// <summary>
/// What an engine has done on its devices so far; of several devices, added up. The difference of two is what was done between.
/// </summary>
/// <param name="Opening">Time to make the context and open the device.</param>
/// <param name="Compilation">Time to compile and load kernels, each once.</param>
/// <param name="Kernels">Time in which a kernel ran, by the device's own clock.</param>
/// <param name="Launches">Number of kernel launches.</param>
/// <param name="Pairs">Number of pairs computed; what symmetry or a closed form saves is not among them.</param>
internal readonly record struct DeviceStatistics(TimeSpan Opening, TimeSpan Compilation, TimeSpan Kernels, long Launches, long Pairs)
{
    /// <summary>The sum.</summary>
    public static DeviceStatistics operator +(DeviceStatistics left, DeviceStatistics right) => new(
        left.Opening + right.Opening, left.Compilation + right.Compilation, left.Kernels + right.Kernels,
        left.Launches + right.Launches, left.Pairs + right.Pairs);

    /// <summary>The difference.</summary>
    public static DeviceStatistics operator -(DeviceStatistics left, DeviceStatistics right) => new(
        left.Opening - right.Opening, left.Compilation - right.Compilation, left.Kernels - right.Kernels,
        left.Launches - right.Launches, left.Pairs - right.Pairs);
}
