namespace Accelerated.Inference.Evaluating;

/// <summary>What an answer is worth against several right ones.</summary>
internal enum GoldReduction
{
    /// <summary>What it is worth against the one that suits it best.</summary>
    Best,

    /// <summary>The mean over all of them.</summary>
    Mean,
}
