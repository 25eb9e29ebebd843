namespace Accelerated.Inference;

/// <summary>A part of a prompt.</summary>
/// <param name="Text">Its text.</param>
/// <param name="IsMarkup">
/// Whether it comes from a template, so that the names of control tokens in it (such as <c>&lt;|im_start|&gt;</c>) mean those tokens. In a
/// user's text they are text: else whoever writes it could close the turn.
/// </param>
public readonly record struct PromptPart(string Text, bool IsMarkup = false);
