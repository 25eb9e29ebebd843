namespace Accelerated.Inference;

/// <summary>A prompt as a model reads it.</summary>
/// <param name="Tokens">The token ids, the start token included.</param>
/// <param name="Answer">Tokens that fit behind it, at most those asked for.</param>
/// <param name="Dropped">Tokens dropped at its beginning so that the answer fits.</param>
/// <param name="OpensReasoning">Whether it ends within a reasoning that the answer goes on with.</param>
internal sealed record EncodedPrompt(int[] Tokens, int Answer, int Dropped, bool OpensReasoning);
