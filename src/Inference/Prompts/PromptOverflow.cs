namespace Accelerated.Inference;

/// <summary>What becomes of a prompt that leaves no room for an answer in the model's context.</summary>
public enum PromptOverflow
{
    /// <summary>It is a <see cref="PromptException"/>.</summary>
    Refuse,

    /// <summary>Its first tokens are dropped, the start token excepted, until the answer's fit; candidates tell how many were.</summary>
    TruncateLeft,
}
