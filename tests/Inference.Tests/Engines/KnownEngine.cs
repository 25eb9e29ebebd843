using Accelerated.Inference.Engines;

namespace Accelerated.Inference.Tests;

/// <summary>An engine whose time is a function and not a clock's.</summary>
internal sealed class KnownEngine(Func<Work, double> seconds) : ITimedEngine
{
    public double Seconds(GridPoint point) => seconds(point.Work);
}
