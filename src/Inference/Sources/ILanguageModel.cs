using Accelerated.Inference.Scoring;

namespace Accelerated.Inference;

/// <summary>
/// A local model: draws, scores and encodes. A model with a chat template is an instruct model. Safe for concurrent callers.
/// </summary>
public interface ILanguageModel : ICandidateSource, IContinuationScorer
{
    /// <summary>The context length: the most tokens of a prompt and its answer together.</summary>
    int ContextLength { get; }

    /// <summary>Whether the model has a chat template.</summary>
    bool HasChatTemplate { get; }

    /// <summary>Whether the chat template is applied to a prompt.</summary>
    bool AppliesTemplate(Prompt prompt);

    /// <summary>The token ids that the model reads for a prompt: the template applied, the start token included.</summary>
    /// <exception cref="PromptException">The prompt is empty, or is a conversation and the model has no template.</exception>
    IReadOnlyList<int> Encode(Prompt prompt);

    /// <summary>The id of the token of that name, such as <c>&lt;|im_end|&gt;</c>; null where the vocabulary has none.</summary>
    int? FindToken(string name);
}
