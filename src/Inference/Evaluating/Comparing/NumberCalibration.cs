namespace Accelerated.Inference.Evaluating;

/// <summary>Whether numbers come out as the samples foretell, for a metric-aware rule over numbers.</summary>
/// <param name="Items">Items with one right number, a decided number and two or more samples.</param>
/// <param name="RankedProbability">The mean continuous ranked probability score of the samples.</param>
/// <param name="FairRankedProbability">The same, whatever the number of samples.</param>
/// <param name="Covered50">The share of right numbers in the middle half of the samples.</param>
/// <param name="Covered90">The same of the middle 90 %.</param>
/// <param name="Loss">The mean loss of the decided numbers.</param>
/// <param name="RecalibratedLoss">The same once a rising map, learned on the other half of the items, has moved them.</param>
internal sealed record NumberCalibration(
    int Items,
    double RankedProbability,
    double FairRankedProbability,
    double Covered50,
    double Covered90,
    double Loss,
    double RecalibratedLoss)
{
    /// <summary>
    /// What recalibration would gain by the task's own loss; about 0 where decisions are calibrated, below 0 where the map learns noise.
    /// </summary>
    public double Error => Loss - RecalibratedLoss;
}
