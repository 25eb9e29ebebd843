namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>A loaded model, as drawing and scoring need it. One thread at a time.</summary>
internal interface ILlamaModel : IDisposable
{
    /// <summary>Where it computes, for people: CPU, CUDA, Vulkan.</summary>
    string Device { get; }

    /// <summary>Bits of a number in the key/value cache of its contexts.</summary>
    int CacheBits { get; }

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text; names of special tokens in it become those tokens where it begins a prompt.</param>
    /// <param name="beginsPrompt">Whether the model's start token comes first, where it has one.</param>
    int[] Encode(string text, bool beginsPrompt);

    /// <summary>Whether a token ends the answer.</summary>
    bool IsEnd(int token);

    /// <summary>Reads one answer's tokens as text.</summary>
    IAnswerText CreateText();

    /// <summary>Makes a context; the memory it takes is settled by <paramref name="plan"/>.</summary>
    ILlamaContext CreateContext(ContextPlan plan);
}
