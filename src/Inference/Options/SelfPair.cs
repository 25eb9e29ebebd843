namespace Accelerated.Inference;

/// <summary>Whether a candidate that is also a reference votes for itself.</summary>
public enum SelfPair
{
    /// <summary>It does: the references are the model's distribution.</summary>
    Include,

    /// <summary>It does not: its own vote is taken out of the sum and of the weight.</summary>
    Exclude,
}
