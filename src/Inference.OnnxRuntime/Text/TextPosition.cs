namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>The position of a text in a prompt; some tokenizers put a space before a text at some positions.</summary>
internal enum TextPosition
{
    /// <summary>It begins a prompt.</summary>
    Start,

    /// <summary>It follows a token that no text produces.</summary>
    AfterToken,

    /// <summary>It goes on with another text: no space is put before it.</summary>
    Continuation,
}
