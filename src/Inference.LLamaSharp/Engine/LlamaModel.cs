using System.Text;
using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Gguf;
using Accelerated.Inference.LLamaSharp.Scheduling;
using LLama;
using LLama.Abstractions;
using LLama.Exceptions;
using LLama.Extensions;
using LLama.Native;

namespace Accelerated.Inference.LLamaSharp.Engine;

/// <summary>The weights and vocabulary of a loaded model.</summary>
internal sealed class LlamaModel : ILlamaModel
{
    private readonly LLamaWeights _weights;
    private readonly Func<ContextPlan, IContextParams> _parameters;
    private readonly HashSet<int> _ends;
    private readonly long _cacheNumbers;

    /// <summary>Takes weights over.</summary>
    /// <param name="weights">Disposed with it.</param>
    /// <param name="header">Names end tokens that llama.cpp may not know.</param>
    /// <param name="threads">The threads that <paramref name="parameters"/> asks for.</param>
    /// <param name="parameters">Gives the parameters of a context.</param>
    public LlamaModel(LLamaWeights weights, GgufHeader header, int threads, Func<ContextPlan, IContextParams> parameters)
    {
        (_weights, Threads, _parameters, _cacheNumbers) = (weights, threads, parameters, header.CacheNumbersPerToken);
        var tokens = header.Tokens;
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
    public int[] Encode(string text) => Holding(() => Array.ConvertAll(
        _weights.NativeHandle.Tokenize(text, addBos: false, special: false, Encoding.UTF8), token => (int)token));

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
    public StepCosts MeasureCosts()
    {
        using var context = CreateContext(CostMeasurement.Plan);
        return CostMeasurement.Measure(context, _weights.ContextSize, _cacheNumbers / (double)_weights.NativeHandle.ParameterCount);
    }

    /// <inheritdoc/>
    public ILlamaContext CreateContext(ContextPlan plan)
    {
        try
        {
            _parameters(plan).ToLlamaContextParams(out var native);
            return new LlamaContext(SafeLLamaContextHandle.Create(_weights.NativeHandle, native), plan);
        }
        catch (RuntimeError)
        {
            throw new LlamaException(
                $"a context of {plan.Cells} tokens and {plan.Sequences} sequences could not be made " +
                $"({LlamaLog.LastErrors ?? "llama.cpp does not say why"}). Lower LLamaSharpOptions.CacheBytes or BatchSize.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();

    // The tokenizer is asked by whoever encodes a prompt, and must not be freed while it does.
    private T Holding<T>(Func<T> work)
    {
        var held = false;
        ObjectDisposedException.ThrowIf(_weights.NativeHandle.IsClosed, typeof(LLamaSharpCandidateSource));
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
