using System.Text;
using Accelerated.Inference.LLamaSharp.Drawing;
using LLama;
using LLama.Abstractions;
using LLama.Batched;
using LLama.Exceptions;
using LLama.Native;

namespace Accelerated.Inference.LLamaSharp.Engine;

/// <summary>The weights and vocabulary of a loaded model.</summary>
/// <param name="weights">Disposed with it.</param>
/// <param name="cacheBits">Bits of a number in the key/value cache that <paramref name="parameters"/> asks for.</param>
/// <param name="parameters">Gives the parameters of a context.</param>
internal sealed class LlamaModel(LLamaWeights weights, int cacheBits, Func<ContextPlan, IContextParams> parameters) : ILlamaModel
{
    /// <inheritdoc/>
    public string Device => NativeLlama.Device;

    /// <inheritdoc/>
    public int CacheBits => cacheBits;

    /// <inheritdoc/>
    public int[] Encode(string text, bool beginsPrompt)
    {
        var tokens = weights.Tokenize(text, beginsPrompt, special: beginsPrompt, Encoding.UTF8);

        // The option that adds the start token also adds an end token where the vocabulary asks for one; a prompt goes on.
        var end = beginsPrompt && weights.Vocab.ShouldAddEOS && tokens.Length > 0 && tokens[^1] == weights.Vocab.EOS ? 1 : 0;
        return Array.ConvertAll(tokens[..^end], token => (int)token);
    }

    /// <inheritdoc/>
    public bool IsEnd(int token) => ((LLamaToken)token).IsEndOfGeneration(weights.Vocab);

    /// <inheritdoc/>
    public IAnswerText CreateText() => new AnswerText(new StreamingTokenDecoder(Encoding.UTF8, weights));

    /// <inheritdoc/>
    public ILlamaContext CreateContext(ContextPlan plan)
    {
        try
        {
            return new LlamaContext(new BatchedExecutor(weights, parameters(plan)), plan);
        }
        catch (RuntimeError)
        {
            throw new LlamaException(FormattableString.Invariant(
                $"a context of {plan.Cells} tokens and {plan.Sequences} sequences could not be made ({LlamaLog.LastErrors ?? "llama.cpp does not say why"}). Lower LLamaSharpOptions.CacheBytes or Parallel."));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => weights.Dispose();

    private sealed class AnswerText(StreamingTokenDecoder decoder) : IAnswerText
    {
        public string Add(int token)
        {
            decoder.Add(token);
            return decoder.Read();
        }
    }
}
