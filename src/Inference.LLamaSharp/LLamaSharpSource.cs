using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Engine;
using Accelerated.Inference.LLamaSharp.Gguf;

namespace Accelerated.Inference.LLamaSharp;

/// <summary>
/// Draws candidates from a GGUF model and scores continuations with it, through LLamaSharp (llama.cpp). The prompt is evaluated once and its
/// cache shared by all answers; they are drawn in one batch. Callers take turns.
/// </summary>
/// <remarks>
/// The same seed gives the same candidates as far as llama.cpp computes the same logits: their last bits depend on the sequences in a batch,
/// most of all on a graphics card, so a draw that falls on the boundary between two tokens may fall to either side.
/// </remarks>
public sealed class LLamaSharpSource : ICandidateSource, IContinuationScorer
{
    private readonly GgufHeader _header;
    private readonly ContextLimits _limits;
    private readonly LlamaOwner _owner;

    internal LLamaSharpSource(ILlamaModel model, string path, GgufHeader header, LLamaSharpOptions options)
    {
        _header = header;
        _limits = ContextLimits.Of(header, options, model.CacheBits);
        _owner = new LlamaOwner(model, _limits);
        Name = $"LLamaSharp ({model.Device}), {Path.GetFileName(path)}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The most tokens of a prompt and its answer together.</summary>
    public int ContextLength => _limits.Length;

    /// <summary>Checks and loads a model.</summary>
    /// <param name="path">A GGUF file, or the first of its parts.</param>
    /// <param name="options">How it is loaded; null for the defaults.</param>
    /// <param name="cancellation">Ends the loading.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="ModelException">
    /// The file is missing, truncated, damaged or of a kind that cannot draw text; the engine or its native library is missing, or does not
    /// match; the message names the package.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<LLamaSharpSource> OpenAsync(string path, LLamaSharpOptions? options = null, CancellationToken cancellation = default)
    {
        var settings = options ?? new LLamaSharpOptions();
        settings.Validate();
        var header = GgufFile.Read(path);
        return new LLamaSharpSource(await LlamaEngine.LoadAsync(path, header, settings, cancellation).ConfigureAwait(false), path, header, settings);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<DrawnCandidate> DrawAsync(Prompt prompt, int count, SamplingOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options.Validate(count);
        return EnumerateAsync(prompt, count, options, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredContinuation>> ScoreAsync(Prompt prompt, IReadOnlyList<Continuation> continuations, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(continuations);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _owner.Disposed);
        try
        {
            return await _owner.RunAsync(model => ScoreAsync(model, prompt, continuations, end.Token)).WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends what is under way and frees the model.</summary>
    public void Dispose() => _owner.Dispose();

    private async IAsyncEnumerable<DrawnCandidate> EnumerateAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var drawn = Channel.CreateUnbounded<DrawnCandidate>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _owner.Disposed);
        try
        {
            _ = _owner.RunAsync(model => DrawAsync(model, prompt, count, options, drawn.Writer, end.Token));

            // Reading ends by the token itself, not by the engine, which may be in the middle of a step.
            await foreach (var candidate in drawn.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return candidate;
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task<int> DrawAsync(
        ILlamaModel model, Prompt prompt, int count, SamplingOptions options, ChannelWriter<DrawnCandidate> output, CancellationToken cancellation)
    {
        var drawn = 0;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var tokens = Encode(model, prompt);
            var context = _owner.ContextFor(ContextPlan.Of(tokens.Length, count, options.MaxTokens, _limits));
            await EvaluatingAsync(() => new AnswerDrawing(model, context, options).RunAsync(tokens, count, Finished, cancellation)).ConfigureAwait(false);
            output.Complete();
        }
        catch (Exception exception)
        {
            output.Complete(Explain(exception, drawn, count, cancellation));
        }

        return drawn;

        void Finished(DrawnCandidate candidate)
        {
            output.TryWrite(candidate);
            drawn++;
        }
    }

    private async Task<IReadOnlyList<ScoredContinuation>> ScoreAsync(
        ILlamaModel model, Prompt prompt, IReadOnlyList<Continuation> continuations, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var tokens = Encode(model, prompt);
            var sequences = continuations.Select(continuation => Encode(model, continuation)).ToArray();
            var trie = new TokenTrie(sequences);
            var plan = ContextPlan.Of(tokens.Length, sequences.Length, trie.Depth, _limits);
            var context = _owner.ContextFor(plan);
            double[] scores = [];
            await EvaluatingAsync(async () => scores = await ContinuationScoring.RunAsync(context, tokens, sequences, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
            return [.. continuations.Select((continuation, i) => new ScoredContinuation(continuation.Text, sequences[i], scores[i]))];
        }
        catch (Exception exception)
        {
            throw Explain(exception, 0, continuations.Count, cancellation);
        }
    }

    private async Task EvaluatingAsync(Func<Task> evaluate)
    {
        try
        {
            await evaluate().ConfigureAwait(false);
        }
        catch
        {
            _owner.DropContext();
            throw;
        }
    }

    private Exception Explain(Exception exception, int drawn, int requested, CancellationToken cancellation) => exception switch
    {
        PromptException => exception,
        OperationCanceledException when _owner.Disposed.IsCancellationRequested =>
            new SourceException($"{Name} was disposed after {drawn} of {requested}. Dispose it when nothing is under way.", drawn, requested, exception),
        OperationCanceledException => new OperationCanceledException(exception.Message, exception, cancellation),
        _ => new SourceException($"{Name} failed after {drawn} of {requested}: {exception.Message}", drawn, requested, exception),
    };

    private int[] Encode(ILlamaModel model, Prompt prompt) => prompt switch
    {
        { Tokens: not null } => Check([.. prompt.Tokens], "The prompt"),
        { Text: "" } => throw new PromptException("The prompt is empty; there is nothing to answer. Give it a text."),
        _ => model.Encode(prompt.Text, beginsPrompt: true),
    };

    // Some vocabularies put a space before any text they encode. After a line's end none is put, so the text is encoded there.
    private int[] Encode(ILlamaModel model, Continuation continuation)
    {
        if (continuation.Tokens is not null)
        {
            return Check([.. continuation.Tokens], "A continuation");
        }

        var line = model.Encode("\n", beginsPrompt: false);
        var both = model.Encode("\n" + continuation.Text, beginsPrompt: false);
        return both.AsSpan().StartsWith(line) ? both[line.Length..] : model.Encode(continuation.Text, beginsPrompt: false);
    }

    private int[] Check(int[] tokens, string what)
    {
        foreach (var token in tokens)
        {
            if (token < 0 || token >= _header.VocabularySize)
            {
                throw new PromptException($"{what} has the token id {token}; the model's are in 0..{_header.VocabularySize - 1}. Encode the text with this model's tokenizer.");
            }
        }

        return tokens;
    }
}
