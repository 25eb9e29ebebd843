using System.Diagnostics;

namespace Accelerated.Cli.Measuring;

/// <summary>The time of repeated work, in seconds.</summary>
/// <param name="Min">The least.</param>
/// <param name="Median">The median; of two middle ones the mean.</param>
internal readonly record struct Seconds(double Min, double Median)
{
    /// <summary>Times <paramref name="work"/>, once uncounted and then <paramref name="repeat"/> times.</summary>
    public static Seconds Of(int repeat, Action work)
    {
        work();
        var times = new double[repeat];
        for (var r = 0; r < repeat; r++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            times[r] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(times);
        return new Seconds(times[0], (times[(repeat - 1) / 2] + times[repeat / 2]) / 2);
    }
}
