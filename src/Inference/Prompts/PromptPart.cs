namespace Accelerated.Inference;

/// <summary>A part of a prompt.</summary>
public readonly struct PromptPart
{
    /// <summary>Creates a part.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="isMarkup">Whether it comes from a template.</param>
    public PromptPart(string text, bool isMarkup = false) => (Text, IsMarkup) = (text, isMarkup);

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>
    /// Whether it comes from a template, so that the names of control tokens in it (such as <c>&lt;|im_start|&gt;</c>) are read as tokens.
    /// In users' texts they are plain text, so that no user can close the turn.
    /// </summary>
    public bool IsMarkup { get; }
}
