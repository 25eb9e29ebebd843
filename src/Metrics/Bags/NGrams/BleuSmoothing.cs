namespace Accelerated.Metrics;

/// <summary>What an order without a match counts in BLEU (Chen and Cherry 2014).</summary>
public enum BleuSmoothing
{
    /// <summary>The k-th such order counts as 1 / 2^k matches.</summary>
    Exponential,

    /// <summary>Such an order counts as a fixed small number of matches.</summary>
    Floor,

    /// <summary>Every order above the first has a number added to matches and total.</summary>
    AddK,

    /// <summary>Nothing: the score is 0.</summary>
    None,
}
