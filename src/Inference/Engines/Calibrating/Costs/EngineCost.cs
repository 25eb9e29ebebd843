namespace Accelerated.Inference.Engines;

/// <summary>An engine's time for a family of work, in seconds: a fixed part and one for each quantity of <see cref="Work"/>.</summary>
/// <param name="Fixed">A call; for a device its launch.</param>
/// <param name="PerProblem">A problem of a batch.</param>
/// <param name="PerByte">A byte of features.</param>
/// <param name="PerStep">A pass of the inner loop.</param>
internal readonly record struct EngineCost(double Fixed, double PerProblem, double PerByte, double PerStep)
{
    /// <summary>Whether every part is finite and at least 0.</summary>
    public bool IsValid() => Parts().All(part => double.IsFinite(part) && part >= 0);

    private double[] Parts() => [Fixed, PerProblem, PerByte, PerStep];

    /// <summary>Seconds for a work; 0 for one that needs no engine.</summary>
    public double Seconds(Work work) =>
        work.Problems == 0 ? 0 : Fixed + PerProblem * work.Problems + PerByte * work.Bytes + PerStep * work.Steps;

    /// <summary>The same with the inner loop on another number of threads.</summary>
    public EngineCost OnThreads(int threads, int measured) => this with { PerStep = PerStep * measured / threads };
}
