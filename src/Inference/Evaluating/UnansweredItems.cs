namespace Accelerated.Inference.Evaluating;

/// <summary>What becomes of an item for which a rule has no answer.</summary>
internal enum UnansweredItems
{
    /// <summary>It has the metric's worst value where there is one, and is left out for that metric otherwise.</summary>
    Wrong,

    /// <summary>It is left out for every metric that misses a value.</summary>
    Drop,

    /// <summary>It is refused.</summary>
    Refuse,
}
