using Accelerated.Inference.Scoring;

namespace Accelerated.Inference;

/// <summary>
/// A model on this machine: draws, scores and encodes. Its chat template, if it has one, makes it an instruct model. Safe for concurrent
/// callers.
/// </summary>
public interface ILanguageModel : ICandidateSource, IContinuationScorer
{
    /// <summary>The most tokens of a prompt and its answer together.</summary>
    int ContextLength { get; }

    /// <summary>Whether the model brings a chat template.</summary>
    bool HasChatTemplate { get; }

    /// <summary>Whether a prompt is put into the chat template before the model reads it.</summary>
    bool AppliesTemplate(Prompt prompt);

    /// <summary>The token ids that the model reads for a prompt: the template applied, the start token included.</summary>
    /// <exception cref="PromptException">The prompt is empty, or is a conversation and the model has no template.</exception>
    IReadOnlyList<int> Encode(Prompt prompt);

    /// <summary>The id of the token of that name, such as <c>&lt;|im_end|&gt;</c>; null where the vocabulary has none.</summary>
    int? FindToken(string name);
}
