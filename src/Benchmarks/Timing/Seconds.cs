using System.Diagnostics;

namespace Accelerated.Benchmarks;

/// <summary>The time of repeated work, in seconds.</summary>
/// <param name="Min">The shortest time.</param>
/// <param name="Median">The median.</param>
/// <param name="Repeats">Counted runs.</param>
public readonly record struct Seconds(double Min, double Median, int Repeats)
{
    private const double WarmUp = 1.5;
    private const double Enough = 1;
    private const double Long = 2;
    private const int FewestRuns = 5;
    private const int MostRuns = 100_000;

    /// <summary>Times <paramref name="work"/>, with one warm-up run and <paramref name="repeat"/> counted ones.</summary>
    public static Seconds Of(int repeat, Action work)
    {
        work();
        return Of(Enumerable.Range(0, repeat).Select(_ => Once(work)));
    }

    /// <summary>
    /// Times <paramref name="work"/> after tiered compilation has settled: 1.5 s of warm-up, then about one second in 5 to 100,000 runs,
    /// enough that short interruptions of the machine do not affect all of them. Work of 2 s and more has one warm-up and one counted run.
    /// </summary>
    /// <param name="work">What is timed.</param>
    /// <param name="check">Checks the result of the first run; null for no check.</param>
    public static Seconds Settled(Action work, Action? check = null) => Settled([work], check)[0];

    /// <summary>
    /// The same for several works, interleaved, so that a temporary slowdown of the machine affects all; each has the same number of runs.
    /// </summary>
    /// <param name="works">What is timed.</param>
    /// <param name="check">Checks the result of each work's first run; null for no check.</param>
    public static Seconds[] Settled(IReadOnlyList<Action> works, Action? check = null)
    {
        var last = 0.0;
        foreach (var work in works)
        {
            last += Once(work);
            check?.Invoke();
        }

        var least = last; // of all works together, because a single run may have been interrupted
        for (var spent = last; spent < WarmUp * works.Count; spent += last)
        {
            last = works.Sum(Once);
            least = Math.Min(least, last);
        }

        var mean = least / works.Count;
        var runs = mean >= Long ? 1 : (int)Math.Clamp(Enough / mean, FewestRuns, MostRuns);
        var times = works.Select(_ => new double[runs]).ToArray();
        for (var run = 0; run < runs; run++)
        {
            for (var k = 0; k < times.Length; k++)
            {
                times[k][run] = Once(works[k]);
            }
        }

        return Array.ConvertAll(times, Of);
    }

    /// <summary>The summary of times, at least one.</summary>
    public static Seconds Of(IEnumerable<double> runs)
    {
        var times = runs.Order().ToArray();
        return new Seconds(times[0], (times[(times.Length - 1) / 2] + times[times.Length / 2]) / 2, times.Length);
    }

    /// <summary>The seconds that work takes once.</summary>
    public static double Once(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The time of one of <paramref name="parts"/> equal parts.</summary>
    public Seconds Per(int parts) => new(Min / parts, Median / parts, Repeats);
}
