using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Accelerated.Inference.Templates;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference;

/// <summary>
/// Draws and scores candidates with an ONNX decoder model. The prompt is evaluated once, its cache serves all candidates, and candidates
/// are decoded in batches. Safe for concurrent callers: their batches share the workers.
/// </summary>
/// <remarks>
/// <para>
/// Decoders with a key/value cache are drawn from as Hugging Face's Optimum, transformers.js and ONNX Runtime's model builder export them:
/// caches and logits of float, float16 or bfloat16, ids of 32 or 64 bits, with or without <c>attention_mask</c> and <c>position_ids</c>, with
/// <c>use_cache_branch</c> or <c>num_logits_to_keep</c>. Anything else is refused when it is loaded.
/// </para>
/// <para>
/// An answer ends at any token that a file of the model names as its end, and at control tokens that usually end a turn or a text, such as
/// <c>&lt;|im_end|&gt;</c>, <c>&lt;|eot_id|&gt;</c> and <c>&lt;end_of_turn&gt;</c>. Special tokens have no text, except the tags of a reasoning.
/// Where the vocabulary is padded beyond the tokenizer, its last tokens can be drawn like any other, since the probabilities are the model's
/// own; they have no text, and stand in <see cref="DrawnCandidate.Tokens"/>.
/// </para>
/// <para>
/// ONNX Runtime GenAI is not used: a generator of its draws for a number of rows that is fixed when it is made, and its cache can be rewound
/// for all of them, not split, so each answer would need the prompt evaluated again, and a tree of answers each of its beginnings.
/// </para>
/// </remarks>
public sealed class OnnxCandidateSource : ILanguageModel
{
    // Bounds the logits of a long prompt, of which only the last are needed. Where a model chooses between graphs, that with a past was often
    // recorded for one token, and knows no order among several: there a prompt goes through that without one, at once.
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
    /// <param name="tokenizer">The model's tokenizer; one that adds no start token by itself and reads no special tokens from a text. Null for
    /// the one beside the model.</param>
    /// <exception cref="ModelException">The model or configuration is missing, damaged, of another format, or the tokenizer does not match.</exception>
    public OnnxCandidateSource(OnnxModelOptions options, Tokenizer? tokenizer)
    {
        var path = options.ModelPath ?? throw new ArgumentNullException(nameof(options), "The options name no model; make them by new OnnxModelOptions(path).");
        RequirePositive(options.BatchSize ?? 1, nameof(options.BatchSize));
        RequireThreads(options.Threads ?? 1, nameof(options.Threads));
        RequireThreads(options.Workers ?? 1, nameof(options.Workers));
        RequireThreads(options.ThreadsPerWorker ?? 1, nameof(options.ThreadsPerWorker));
        RequirePositive(options.CacheBytes, nameof(options.CacheBytes));
        RequirePositive(options.ContextLength ?? 1, nameof(options.ContextLength));
        Require(options.Device, 0, nameof(options.Device));
        if (options is { Provider: OnnxProvider.DirectMl, Workers: > 1 })
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Workers, $"OnnxModelOptions.Workers is {options.Workers}; DirectML computes one batch at a time. Leave it out.");
        }

        ModelFile.Check(path);
        var configuration = ModelConfiguration.Read(path);
        configuration.CheckHash(path);
        ContextLength = options.ContextLength ?? configuration.ContextLength ?? throw new ModelException(
            $"The context length of '{path}' is not known. Put its config.json beside it, or set OnnxModelOptions.ContextLength.", path);
        if (ContextLength < 1)
        {
            throw new ModelException($"The configuration of '{path}' gives a context of {ContextLength} tokens; it must have at least 1. Correct it, or set OnnxModelOptions.ContextLength.", path);
        }

        var texts = TokenizerConfiguration.Read(path, options.TokenizerPath);
        var codec = tokenizer is null ? TokenizerFile.Open(options, texts.SpecialNames) : new LibraryCodec(tokenizer);
        _model = DecoderModel.Load(options, configuration);
        _options = options;
        try
        {
            _vocabulary = TokenizerFile.Vocabulary(codec, texts, configuration, _model, isCallers: tokenizer is not null);
            _endTokens = EndTokens.Of(configuration, texts, codec, _vocabulary, path);
            var template = options.Chat == ChatTemplateUse.Never ? null : texts.ReadTemplate();
            HasChatTemplate = texts.ChatTemplate is not null;
            _encoder = new PromptEncoder(_vocabulary, template is null ? null : messages => template.Render(messages), options.Chat, ContextLength, options.Overflow, Name);
        }
        catch
        {
            _model.Dispose();
            throw;
        }

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
        var stops = _encoder.StopTokens(options);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _workers.Closing);
        var drawn = Channel.CreateUnbounded<DrawnCandidate>(new UnboundedChannelOptions { SingleReader = true });
        var drawing = DrawAllAsync(encoded, count, options, stops, drawn.Writer, linked.Token);
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
        var encoded = _encoder.EncodeForScoring(prompt, longest);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _workers.Closing);
        var scoring = ScoreAllAsync(encoded.Tokens, sequences, longest, linked.Token);
        await Guard(scoring, () => 0, continuations.Count, cancellation).ConfigureAwait(false);
        var scores = await scoring.ConfigureAwait(false);
        return [.. continuations.Select((continuation, i) => new ScoredContinuation(continuation.Text, sequences[i], scores[i]) { DroppedPromptTokens = encoded.Dropped })];
    }

    /// <summary>Ends what is under way and frees the model.</summary>
    public void Dispose()
    {
        _workers.Dispose();
        _model.Dispose();
    }

    private static void RequireThreads(int value, string name)
    {
        RequirePositive(value, name);
        if (value > ThreadLimit.Most)
        {
            throw new ArgumentOutOfRangeException(
                name, value, $"OnnxModelOptions.{name} is {value}; on this machine it must be at most {ThreadLimit.Most}. Leave it out for what suits the model.");
        }
    }

    private static void RequirePositive(long value, string name) => Require(value, 1, name);

    private static void Require(long value, long least, string name)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"OnnxModelOptions.{name} is {value}; it must be at least {least}.");
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

    private async Task DrawAllAsync(
        EncodedPrompt encoded, int count, SamplingOptions options, IReadOnlySet<int> stops, ChannelWriter<DrawnCandidate> drawn, CancellationToken cancellation)
    {
        try
        {
            using var prompt = await EvaluateAsync(encoded.Tokens, cancellation).ConfigureAwait(false);
            var size = BatchSize(count, prompt.Length + encoded.Answer);
            var answers = new AnswerRules(encoded, options, _vocabulary, _endTokens, stops);
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
            foreach (var chunk in tokens.Chunk(_model.Graph.Width ?? (_model.Graph.Branch is null ? PromptChunk : tokens.Length)))
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
        var fitting = _options.CacheBytes / _model.WorkingBytes(tokens);
        if (fitting < 1)
        {
            throw new PromptException(string.Create(
                CultureInfo.InvariantCulture,
                $"One candidate of {tokens:N0} tokens needs {_model.WorkingBytes(tokens):N0} bytes of cache; the limit is {_options.CacheBytes:N0}. Shorten it or raise OnnxModelOptions.CacheBytes."));
        }

        fitting = Math.Min(fitting, _model.Graph.Rows ?? fitting);
        var share = Math.Min(((long)count + _model.Workers - 1) / _model.Workers, LargestShare);
        return (int)Math.Min(Math.Min(count, _options.BatchSize ?? share), fitting);
    }
}
