namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Where a text stands; some tokenizers put a space before it there.</summary>
internal enum TextPlace
{
    /// <summary>It begins a prompt.</summary>
    Start,

    /// <summary>It follows a token that no text produces.</summary>
    AfterToken,

    /// <summary>It goes on with another text: no space is put before it.</summary>
    Continuation,
}
