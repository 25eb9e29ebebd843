namespace Accelerated.Metrics;

/// <summary>What an item of a ranked reference gains.</summary>
public enum RankingGain
{
    /// <summary>The first as much as the list has items, each further one 1 less.</summary>
    Linear,

    /// <summary>1 each.</summary>
    Equal,
}
