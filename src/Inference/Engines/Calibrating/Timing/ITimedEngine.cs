namespace Accelerated.Inference.Engines;

/// <summary>An engine whose time for a point of the calibration grid is known.</summary>
internal interface ITimedEngine
{
    /// <summary>Seconds for the expected values of the point's problems.</summary>
    double Seconds(GridPoint point);
}
