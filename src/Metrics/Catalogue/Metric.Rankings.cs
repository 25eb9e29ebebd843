namespace Accelerated.Metrics;

// Metrics over ranked lists.
public abstract partial class Metric
{
    /// <summary>Average precision of a ranked list, the reference's items being the relevant ones, 0 to 1.</summary>
    public static Metric AveragePrecision() => OptionText.Create("ranking-ap");

    /// <summary>Normalised discounted cumulative gain against a ranked list (Järvelin and Kekäläinen 2002), 0 to 1.</summary>
    /// <param name="gain">What an item of the reference gains.</param>
    public static Metric Ndcg(RankingGain gain = RankingGain.Linear) => OptionText.Create("ranking-ndcg", ("gain", gain));

    /// <summary>Rank-biased overlap of two ranked lists (Webber, Moffat and Zobel 2010), 0 to 1.</summary>
    /// <param name="persistence">Weight of each place against the one before, 0 to 1.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric RankBiasedOverlap(double persistence = 0.9) => OptionText.Create("ranking-rbo", ("p", persistence));

    /// <summary>Kendall's tau of two ranked lists over all items of both (Fagin, Kumar and Sivakumar 2003), -1 to 1.</summary>
    public static Metric KendallAgreement() => OptionText.Create("ranking-kendall");
}
