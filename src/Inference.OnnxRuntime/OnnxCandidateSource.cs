using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference;

/// <summary>
/// Draws and scores candidates with an ONNX decoder model. The prompt is evaluated once, its cache serves all candidates, and candidates
/// are decoded in batches. Safe for concurrent callers: their batches share the workers.
/// </summary>
public sealed class OnnxCandidateSource : ILanguageModel
{
    // Bounds the logits of a long prompt, of which only the last are needed.
    private const int PromptChunk = 256;

    // Of one prompt's candidates; beyond it a batch's cache leaves the processor's own.
    private const int LargestShare = 32;

    private readonly OnnxModelOptions _options;
    private readonly DecoderModel _model;
    private readonly ModelVocabulary _vocabulary;
    private readonly PromptEncoder _encoder;
    private readonly HashSet<int> _endTokens;
    private readonly WorkerPool _workers;

    /// <summary>Loads a model and the tokenizer beside it.</summary>
    /// <param name="options">The model's file, and how much of the machine it uses.</param>
    /// <exception cref="ModelException">The model, tokenizer or configuration is missing, damaged, of another format, or they do not match.</exception>
    public OnnxCandidateSource(OnnxModelOptions options) : this(options, null)
    {
    }

    /// <summary>Loads a model that is used with a tokenizer of the caller's.</summary>
    /// <param name="options">The model's file, and how much of the machine it uses.</param>
    /// <param name="tokenizer">The model's tokenizer; one that adds no start token by itself. Null for the one beside the model.</param>
    /// <exception cref="ModelException">The model or configuration is missing, damaged, of another format, or the tokenizer does not match.</exception>
    public OnnxCandidateSource(OnnxModelOptions options, Tokenizer? tokenizer)
    {
        var path = options.ModelPath ?? throw new ArgumentNullException(nameof(options), "The options name no model; make them by new OnnxModelOptions(path).");
        RequirePositive(options.BatchSize ?? 1, nameof(options.BatchSize));
        RequirePositive(options.Threads ?? 1, nameof(options.Threads));
        RequirePositive(options.Workers ?? 1, nameof(options.Workers));
        RequirePositive(options.ThreadsPerWorker ?? 1, nameof(options.ThreadsPerWorker));
        RequirePositive(options.CacheBytes, nameof(options.CacheBytes));
        RequirePositive(options.ContextLength ?? 1, nameof(options.ContextLength));
        ModelFile.Check(path);
        var configuration = ModelConfiguration.Read(path);
        configuration.CheckHash(path);
        ContextLength = options.ContextLength ?? configuration.ContextLength ?? throw new ModelException(
            $"The context length of '{path}' is not known. Put its config.json beside it, or set OnnxModelOptions.ContextLength.", path);
        var texts = TokenizerConfiguration.Read(path);
        var codec = tokenizer is null ? TokenizerFile.Open(options) : new LibraryCodec(tokenizer);
        _model = DecoderModel.Load(options);
        _options = options;
        try
        {
            _vocabulary = TokenizerFile.Vocabulary(codec, texts, configuration, _model, isCallers: tokenizer is not null);
            _endTokens = EndTokens.Of(configuration, texts, codec, _vocabulary);
        }
        catch
        {
            _model.Dispose();
            throw;
        }

        HasChatTemplate = texts.ChatTemplate is not null;
        _encoder = new PromptEncoder(_vocabulary, HasChatTemplate ? ChatMl : null, options.Chat, ContextLength, options.Overflow, Name);
        _workers = new WorkerPool(_model, Name);
    }

    /// <inheritdoc/>
    public string Name => $"onnx:{Path.GetFileName(_options.ModelPath)}";

    /// <inheritdoc/>
    public int ContextLength { get; }

    /// <inheritdoc/>
    public bool HasChatTemplate { get; }

    /// <inheritdoc/>
    public bool AppliesTemplate(Prompt prompt) => _encoder.AppliesTemplate(prompt);

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(Prompt prompt) => _encoder.Encode(prompt);

    /// <inheritdoc/>
    public int? FindToken(string name) => _vocabulary.Find(name);

    /// <inheritdoc/>
    public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        options.Validate(count);
        var encoded = _encoder.Encode(prompt, options.MaxTokens, 1);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _workers.Closing);
        var drawn = Channel.CreateUnbounded<DrawnCandidate>(new UnboundedChannelOptions { SingleReader = true });
        var drawing = DrawAllAsync(encoded, count, options, drawn.Writer, linked.Token);
        var handedOver = 0;
        try
        {
            await foreach (var candidate in drawn.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                handedOver++;
                yield return candidate;
            }

            await Guard(drawing, () => handedOver, count, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await linked.CancelAsync().ConfigureAwait(false);
            await drawing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredContinuation>> ScoreAsync(
        Prompt prompt, IReadOnlyList<Continuation> continuations, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(continuations);
        ArgumentNullException.ThrowIfNull(prompt);
        var sequences = continuations.Select(_encoder.EncodeContinuation).ToList();
        var longest = new TokenTrie(sequences).Depth;
        var tokens = _encoder.Encode(prompt, longest, longest).Tokens;
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _workers.Closing);
        var scoring = ScoreAllAsync(tokens, sequences, longest, linked.Token);
        await Guard(scoring, () => 0, continuations.Count, cancellation).ConfigureAwait(false);
        var scores = await scoring.ConfigureAwait(false);
        return [.. continuations.Select((continuation, i) => new ScoredContinuation(continuation.Text, sequences[i], scores[i]))];
    }

    /// <summary>Ends what is under way and frees the model.</summary>
    public void Dispose()
    {
        _workers.Dispose();
        _model.Dispose();
    }

    private static IReadOnlyList<PromptPart> ChatMl(IReadOnlyList<Microsoft.Extensions.AI.ChatMessage> messages) =>
        [.. messages.SelectMany(message => (PromptPart[])[new($"<|im_start|>{message.Role}\n", true), new(message.Text), new("<|im_end|>\n", true)]), new("<|im_start|>assistant\n", true)];

    private static void RequirePositive(long value, string name)
    {
        if (value < 1)
        {
            throw new ArgumentOutOfRangeException(name, value, $"OnnxModelOptions.{name} must be at least 1.");
        }
    }

    // What the engine throws becomes what the contract promises.
    private async Task Guard(Task work, Func<int> handedOver, int requested, CancellationToken cancellation)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception) when (_workers.Closing.IsCancellationRequested)
        {
            throw new ObjectDisposedException(Name);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or SamplingException or OutOfMemoryException)
        {
            throw new SourceException(
                $"{Name} failed after {handedOver()} of {requested}: {exception.Message} Those are kept; check the model and the memory, then ask for the rest.", handedOver(), requested, exception);
        }
    }

    private async Task DrawAllAsync(EncodedPrompt encoded, int count, SamplingOptions options, ChannelWriter<DrawnCandidate> drawn, CancellationToken cancellation)
    {
        try
        {
            using var prompt = await EvaluateAsync(encoded.Tokens, cancellation).ConfigureAwait(false);
            var size = BatchSize(count, prompt.Length + encoded.Answer);
            var answers = new AnswerRules(encoded, options, _vocabulary, _endTokens, _encoder.StopTokens(options));
            var batches = Enumerable.Range(0, (count + size - 1) / size);
            await Parallel.ForEachAsync(
                batches,
                new ParallelOptions { MaxDegreeOfParallelism = _model.Workers, CancellationToken = cancellation },
                async (batch, stop) => await _workers.RunAsync(
                    (rows, run) =>
                    {
                        var first = batch * size;
                        new DrawingBatch(rows, prompt, answers).Draw(
                            first, Math.Min(size, count - first), run, candidate => drawn.TryWrite(candidate), stop);
                        return true;
                    },
                    stop).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            drawn.Complete(); // a failure is told after what was drawn
        }
    }

    private async Task<double[]> ScoreAllAsync(int[] tokens, List<IReadOnlyList<int>> sequences, int longest, CancellationToken cancellation)
    {
        using var prompt = await EvaluateAsync(tokens, cancellation).ConfigureAwait(false);
        var size = BatchSize(int.MaxValue, prompt.Length + longest);
        var scores = new double[sequences.Count];
        var order = Enumerable.Range(0, sequences.Count).ToArray();
        Array.Sort(order, (left, right) => TokenTrie.Compare(sequences[left], sequences[right])); // common beginnings fall into one batch
        foreach (var batch in order.Chunk(size))
        {
            var trie = new TokenTrie([.. batch.Select(i => sequences[i])]);
            var part = await _workers.RunAsync((rows, run) => new ScoringBatch(rows, prompt).Score(trie, run, cancellation), cancellation).ConfigureAwait(false);
            for (var i = 0; i < batch.Length; i++)
            {
                scores[batch[i]] = part[i];
            }
        }

        return scores;
    }

    private Task<EvaluatedPrompt> EvaluateAsync(int[] tokens, CancellationToken cancellation) => _workers.RunAsync(
        (rows, run) =>
        {
            rows.Start(1, tokens.Length);
            foreach (var chunk in tokens.Chunk(PromptChunk))
            {
                cancellation.ThrowIfCancellationRequested();
                rows.Append(chunk, chunk.Length, run);
            }

            var cache = new NativeBuffer();
            rows.Save(cache);
            return new EvaluatedPrompt(rows.Logits(0).ToArray(), cache, tokens.Length);
        },
        cancellation);

    private int BatchSize(int count, int tokens)
    {
        var fitting = _options.CacheBytes / _model.Layout.WorkingBytes(tokens);
        if (fitting < 1)
        {
            throw new PromptException(string.Create(
                CultureInfo.InvariantCulture,
                $"One candidate of {tokens:N0} tokens needs {_model.Layout.WorkingBytes(tokens):N0} bytes of cache; the limit is {_options.CacheBytes:N0}. Shorten it or raise OnnxModelOptions.CacheBytes."));
        }

        var share = Math.Min(((long)count + _model.Workers - 1) / _model.Workers, LargestShare);
        return (int)Math.Min(Math.Min(count, _options.BatchSize ?? share), fitting);
    }
}
