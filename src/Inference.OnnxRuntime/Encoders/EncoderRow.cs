namespace Accelerated.Inference.OnnxRuntime.Encoders;

/// <summary>A text, or a pair of texts, as an encoder reads it.</summary>
/// <param name="Tokens">Its tokens, special ones included.</param>
/// <param name="FirstOfSecond">The index of the first token of type 1; the number of tokens where there is none.</param>
internal readonly record struct EncoderRow(int[] Tokens, int FirstOfSecond);
