namespace Accelerated.Inference;

/// <summary>How a prompt is handled that leaves no room for an answer in the model's context.</summary>
public enum PromptOverflow
{
    /// <summary>A <see cref="PromptException"/> is thrown.</summary>
    Refuse,

    /// <summary>
    /// Its first tokens, except the start token, are dropped until the answer fits; <see cref="DrawnCandidate.DroppedPromptTokens"/> counts
    /// them.
    /// </summary>
    TruncateLeft,
}
