using Accelerated.Inference.LLamaSharp.Scheduling;

namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>
/// A loaded model, as drawing and scoring need it. Its tokenizer may be used by several threads at once, the rest by one.
/// </summary>
internal interface ILlamaModel : IDisposable
{
    /// <summary>The name of the backend: CPU, CUDA, Vulkan.</summary>
    string Device { get; }

    /// <summary>CPU threads that evaluate.</summary>
    int Threads { get; }

    /// <summary>The token that prompts begin with; null where they begin with none.</summary>
    int? StartToken { get; }

    /// <summary>The tokens of a text, without a start token; names of control tokens in it are text.</summary>
    int[] Encode(string text);

    /// <summary>The bytes that a token adds to an answer; none for control tokens.</summary>
    byte[] Piece(int token);

    /// <summary>Whether a token ends the answer.</summary>
    bool IsEnd(int token);

    /// <summary>Times a few short evaluations.</summary>
    /// <exception cref="LlamaException">They failed.</exception>
    StepCosts MeasureCosts();

    /// <summary>Makes a context; the memory it takes is settled by <paramref name="plan"/>.</summary>
    ILlamaContext CreateContext(ContextPlan plan);
}
