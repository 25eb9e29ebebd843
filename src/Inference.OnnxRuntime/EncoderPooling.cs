namespace Accelerated.Inference.OnnxRuntime;

/// <summary>How the vectors of a text's tokens become one vector.</summary>
public enum EncoderPooling
{
    /// <summary>Their mean, special tokens included, padding left out: sentence-transformers' usual way.</summary>
    Mean,

    /// <summary>That of the first token, as models want it that were trained on <c>[CLS]</c>.</summary>
    First,
}
