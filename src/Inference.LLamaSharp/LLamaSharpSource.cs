using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Engine;
using Accelerated.Inference.LLamaSharp.Gguf;
using Accelerated.Inference.LLamaSharp.Tokens;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.LLamaSharp;

/// <summary>
/// Draws candidates from a GGUF model and scores continuations with it, through LLamaSharp (llama.cpp). The prompt is evaluated once and its
/// cache shared by all answers; they are drawn in one batch. Callers take turns.
/// </summary>
/// <remarks>
/// The same seed gives the same candidates as far as llama.cpp computes the same logits: their last bits depend on the sequences in a batch, so
/// a draw that falls on the boundary between two tokens may fall to either side (<see cref="CachePrecision"/> says how often). A character that
/// an answer is cut off within is dropped from its text.
/// </remarks>
public sealed class LLamaSharpSource : ILanguageModel
{
    private readonly ContextLimits _limits;
    private readonly GgufVocabulary _vocabulary;
    private readonly PromptEncoder _encoder;
    private readonly TokenTexts _texts;
    private readonly LlamaOwner _owner;

    internal LLamaSharpSource(
        ILlamaModel model, string path, GgufHeader header, LLamaSharpOptions options, Func<IReadOnlyList<ChatMessage>, IReadOnlyList<PromptPart>>? template = null)
    {
        Name = $"LLamaSharp ({model.Device}), {Path.GetFileName(path)}";
        Threads = model.Threads;
        HasChatTemplate = template is not null;
        _limits = ContextLimits.Of(header, options);
        _vocabulary = new GgufVocabulary(model, header.Tokens);
        _encoder = new PromptEncoder(_vocabulary, template, options.Chat, _limits.Length, options.Overflow, Path.GetFileName(path));
        _texts = new TokenTexts(model, header.Tokens);
        _owner = new LlamaOwner(model, _limits);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Processor threads that evaluate: those asked for, or those measured fastest.</summary>
    public int Threads { get; }

    /// <inheritdoc/>
    public int ContextLength => _limits.Length;

    /// <inheritdoc/>
    public bool HasChatTemplate { get; }

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
        var model = await LlamaEngine.LoadAsync(path, header, settings, cancellation).ConfigureAwait(false);
        return new LLamaSharpSource(model, path, header, settings, GgufTemplate.Of(header.Tokens, Path.GetFileName(path)));
    }

    /// <inheritdoc/>
    public bool AppliesTemplate(Prompt prompt) => _encoder.AppliesTemplate(prompt);

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(Prompt prompt) => _encoder.Encode(prompt);

    /// <inheritdoc/>
    public int? FindToken(string name) => _vocabulary.Find(name ?? throw new ArgumentNullException(nameof(name)));

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
            return await _owner.RunAsync(_ => ScoreTurnAsync(prompt, continuations, end.Token)).WaitAsync(cancellation).ConfigureAwait(false);
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
            var encoded = _encoder.Encode(prompt, options.MaxTokens, least: 1);
            var context = _owner.ContextFor(ContextPlan.Of(encoded.Tokens.Length, count, encoded.Answer, _limits));
            var drawing = new AnswerDrawing(model, _texts, context, options, encoded, _encoder.StopTokens(options));
            await EvaluatingAsync(() => drawing.RunAsync(count, Finished, cancellation)).ConfigureAwait(false);
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

    private async Task<IReadOnlyList<ScoredContinuation>> ScoreTurnAsync(Prompt prompt, IReadOnlyList<Continuation> continuations, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var sequences = continuations.Select(_encoder.EncodeContinuation).ToArray();
            var trie = new TokenTrie(sequences);
            var tokens = _encoder.Encode(prompt, trie.Depth, trie.Depth).Tokens;
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
}
