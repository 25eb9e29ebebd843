namespace Accelerated.Inference.Engines;

/// <summary>An engine that can be timed on points of a calibration grid.</summary>
internal interface ITimedEngine
{
    /// <summary>Seconds for the expected values of the point's problems.</summary>
    double Seconds(GridPoint point);
}
