namespace Accelerated.Inference;

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    /// <summary>The source does not say.</summary>
    Unknown,

    /// <summary>The model drew its end-of-text token.</summary>
    EndOfText,

    /// <summary>A stop string or stop token was drawn; the text ends before it.</summary>
    StopString,

    /// <summary>
    /// <see cref="SamplingOptions.MaxTokens"/> were drawn: the answer is cut off and its log-probability is that of a beginning.
    /// </summary>
    Length,

    /// <summary>The service withheld the answer.</summary>
    Refused,

    /// <summary>
    /// The context was full before <see cref="SamplingOptions.MaxTokens"/> were drawn: cut off, like <see cref="Length"/>.
    /// </summary>
    ContextFull,
}
