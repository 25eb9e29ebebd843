using System.Text;
using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Gguf;
using LLama;
using LLama.Abstractions;
using LLama.Batched;
using LLama.Exceptions;
using LLama.Native;

namespace Accelerated.Inference.LLamaSharp.Engine;

/// <summary>The weights and vocabulary of a loaded model.</summary>
internal sealed class LlamaModel : ILlamaModel
{
    private readonly LLamaWeights _weights;
    private readonly Func<ContextPlan, IContextParams> _parameters;
    private readonly HashSet<int> _ends;

    /// <summary>Takes weights over.</summary>
    /// <param name="weights">Disposed with it.</param>
    /// <param name="tokens">Names end tokens that llama.cpp may not know.</param>
    /// <param name="threads">The threads that <paramref name="parameters"/> asks for.</param>
    /// <param name="parameters">Gives the parameters of a context.</param>
    public LlamaModel(LLamaWeights weights, GgufTokens tokens, int threads, Func<ContextPlan, IContextParams> parameters)
    {
        (_weights, Threads, _parameters) = (weights, threads, parameters);
        StartToken = weights.Vocab.ShouldAddBOS && weights.Vocab.BOS is { } start ? (int)start : null;
        _ends = [.. tokens.TurnEnds];
        if (tokens.End is { } end)
        {
            _ends.Add(end);
        }
    }

    /// <inheritdoc/>
    public string Device => NativeLlama.Device;

    /// <inheritdoc/>
    public int Threads { get; }

    /// <inheritdoc/>
    public int? StartToken { get; }

    /// <inheritdoc/>
    public int[] Encode(string text) => Holding(() => Array.ConvertAll(_weights.NativeHandle.Tokenize(text, addBos: false, special: false, Encoding.UTF8), token => (int)token));

    /// <inheritdoc/>
    public byte[] Piece(int token) => Holding(() =>
    {
        var bytes = new byte[64];
        var length = (int)_weights.NativeHandle.TokenToSpan(token, bytes);
        if (length > bytes.Length)
        {
            bytes = new byte[length];
            _weights.NativeHandle.TokenToSpan(token, bytes);
        }

        return bytes[..length];
    });

    /// <inheritdoc/>
    public bool IsEnd(int token) => _ends.Contains(token) || ((LLamaToken)token).IsEndOfGeneration(_weights.Vocab);

    /// <inheritdoc/>
    public ILlamaContext CreateContext(ContextPlan plan)
    {
        try
        {
            return new LlamaContext(new BatchedExecutor(_weights, _parameters(plan)), plan);
        }
        catch (RuntimeError)
        {
            throw new LlamaException(FormattableString.Invariant(
                $"a context of {plan.Cells} tokens and {plan.Sequences} sequences could not be made ({LlamaLog.LastErrors ?? "llama.cpp does not say why"}). Lower LLamaSharpOptions.CacheBytes or Parallel."));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();

    // The tokenizer is asked by whoever encodes a prompt, and must not be freed under its feet.
    private T Holding<T>(Func<T> work)
    {
        var held = false;
        ObjectDisposedException.ThrowIf(_weights.NativeHandle.IsClosed, typeof(LLamaSharpSource));
        _weights.NativeHandle.DangerousAddRef(ref held);
        try
        {
            return work();
        }
        finally
        {
            _weights.NativeHandle.DangerousRelease();
        }
    }
}
