using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Engine;
using Accelerated.Inference.LLamaSharp.Gguf;
using Accelerated.Inference.LLamaSharp.Scheduling;
using Accelerated.Inference.LLamaSharp.Tokens;
using Accelerated.Inference.Scoring;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accelerated.Inference.LLamaSharp;

/// <summary>
/// Draws candidates from a GGUF model and scores continuations with it, through LLamaSharp (llama.cpp). The prompt is evaluated once and
/// its cache shared by all answers; they are drawn in one batch. Callers share the model: their prompts run together where a measurement
/// says that this is faster, and take turns otherwise. Safe for concurrent callers.
/// </summary>
/// <remarks>
/// The same seed gives the same candidates as far as llama.cpp computes the same logits: their last bits depend on the sequences in a
/// batch, so a draw that falls on the boundary between two tokens may fall to either side (<see cref="CachePrecision"/> says how often),
/// unless <see cref="LLamaSharpOptions.Reproducible"/> keeps requests apart. A character that an answer is cut off within is dropped from
/// its text.
/// </remarks>
public sealed class LLamaSharpCandidateSource : ILanguageModel
{
    private readonly ContextLimits _limits;
    private readonly GgufVocabulary _vocabulary;
    private readonly PromptEncoder _encoder;
    private readonly TokenTexts _texts;
    private readonly ILlamaModel _model;
    private readonly LlamaScheduler _scheduler;

    internal LLamaSharpCandidateSource(
        ILlamaModel model,
        string path,
        GgufHeader header,
        LLamaSharpOptions options,
        Func<IReadOnlyList<ChatMessage>, IReadOnlyList<PromptPart>>? template = null)
    {
        var logger = options.Logger ?? NullLogger.Instance;
        Name = $"LLamaSharp ({model.Device}), {Path.GetFileName(path)}";
        Threads = model.Threads;
        HasChatTemplate = template is not null;
        _limits = ContextLimits.Of(header, options);
        _vocabulary = new GgufVocabulary(model, header.Tokens);
        _encoder = new PromptEncoder(_vocabulary, template, options.Chat, _limits.Length, options.Overflow, Path.GetFileName(path));
        _texts = new TokenTexts(model, header.Tokens);
        _model = model;
        _scheduler = new LlamaScheduler(model, _limits, Name, options.QueueLimit, logger);
        SchedulerLog.Opened(logger, Name, Threads, options.Cache, _limits.Length);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The CPU threads that evaluate: those of the options, or those measured fastest.</summary>
    public int Threads { get; }

    /// <summary>The size of the context that is kept; null where there is none. For measurements, while nothing runs.</summary>
    internal ContextPlan? Plan => _scheduler.Plan;

    /// <summary>Requests that wait at this moment.</summary>
    internal int Waiting => _scheduler.Waiting;

    /// <inheritdoc/>
    public int ContextLength => _limits.Length;

    /// <inheritdoc/>
    public bool HasChatTemplate { get; }

    /// <summary>Checks and loads a model.</summary>
    /// <param name="path">A GGUF file, or the first of its parts.</param>
    /// <param name="options">How it is loaded; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    /// <exception cref="ModelException">
    /// The file is missing, truncated, damaged or of a kind that cannot draw text; the engine or its native library is missing, or does not
    /// match; the message names the package.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<LLamaSharpCandidateSource> OpenAsync(
        string path, LLamaSharpOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var settings = options ?? new LLamaSharpOptions();
        settings.Validate();
        var header = GgufFile.Read(path);
        var model = await LlamaEngine.LoadAsync(path, header, settings, cancellationToken).ConfigureAwait(false);
        return new LLamaSharpCandidateSource(model, path, header, settings, GgufTemplate.Of(header.Tokens, Path.GetFileName(path)));
    }

    /// <inheritdoc/>
    public bool AppliesTemplate(Prompt prompt) => _encoder.AppliesTemplate(prompt);

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(Prompt prompt) => _encoder.Encode(prompt);

    /// <inheritdoc/>
    public int? FindToken(string name) => _vocabulary.Find(name ?? throw new ArgumentNullException(nameof(name)));

    /// <inheritdoc/>
    public IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options.Validate(count);
        return EnumerateAsync(prompt, count, options, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredContinuation>> ScoreAsync(
        Prompt prompt, IReadOnlyList<Continuation> continuations, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(continuations);
        IReadOnlyList<int>[] sequences = [.. continuations.Select(_encoder.EncodeContinuation)];
        var trie = new TokenTrie(sequences);
        var encoded = _encoder.EncodeForScoring(prompt, trie.Depth);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var request = new ScoreRequest(encoded.Tokens, sequences, trie, end.Token);
            Add(request);
            var scores = await request.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
            return
            [
                .. continuations.Select((continuation, i) => new ScoredContinuation(continuation.Text, sequences[i], scores[i])
                {
                    DroppedPromptTokens = encoded.Dropped,
                }),
            ];
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends what is under way and frees the model.</summary>
    public void Dispose() => _scheduler.Dispose();

    private async IAsyncEnumerable<DrawnCandidate> EnumerateAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var drawn = Channel.CreateUnbounded<DrawnCandidate>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var encoded = _encoder.Encode(prompt, options.MaxTokens, least: 1);
            Add(new DrawRequest(_model, _texts, encoded, count, options, _encoder.StopTokens(options), drawn.Writer, end.Token));

            // Reading ends by the token itself, not by the engine, which may be in the middle of a step.
            await foreach (var candidate in drawn.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return candidate;
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    // What the cache can never hold is refused before it waits.
    private void Add(Request request)
    {
        ContextPlan.Of([request.Need], _limits);
        _scheduler.Add(request);
    }
}
