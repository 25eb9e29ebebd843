using Accelerated.Inference.Engines;

namespace Accelerated.Inference.Tests;

/// <summary>An engine whose time is computed by a function, not measured.</summary>
internal sealed class KnownEngine(Func<Work, double> seconds) : ITimedEngine
{
    public double Seconds(GridPoint point) => seconds(point.Work);
}
