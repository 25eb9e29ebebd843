namespace Accelerated.Inference;

/// <summary>A prompt as a model reads it.</summary>
/// <param name="Tokens">The token ids, the start token included.</param>
/// <param name="Answer">The most tokens of the answer: those asked for, as far as they fit.</param>
/// <param name="Dropped">Tokens dropped at its beginning so that the answer fits.</param>
/// <param name="OpensReasoning">Whether it ends within a reasoning that the answer continues.</param>
internal sealed record EncodedPrompt(int[] Tokens, int Answer, int Dropped, bool OpensReasoning);
