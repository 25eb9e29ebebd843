using Accelerated.Inference.OnnxRuntime.Text;

namespace Accelerated.Inference.OnnxRuntime.Decoding;

/// <summary>How the answers to a prompt are drawn, read and ended.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Vocabulary">Reads the tokens.</param>
/// <param name="EndTokens">The model's own ends.</param>
/// <param name="StopTokens">The caller's.</param>
internal sealed record AnswerRules(
    EncodedPrompt Prompt, SamplingOptions Options, ModelVocabulary Vocabulary, IReadOnlySet<int> EndTokens, IReadOnlySet<int> StopTokens);
