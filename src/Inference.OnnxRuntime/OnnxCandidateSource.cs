using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Accelerated.Inference.OnnxRuntime.Decoding;
using Accelerated.Inference.OnnxRuntime.Models;
using Accelerated.Inference.OnnxRuntime.Text;
using Accelerated.Inference.Scoring;
using Accelerated.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace Accelerated.Inference.OnnxRuntime;

/// <summary>
/// Draws and scores candidates with an ONNX decoder model. The prompt is evaluated once, its cache serves all candidates, and candidates
/// are decoded in batches. Safe for concurrent callers: their batches share the workers.
/// </summary>
/// <remarks>
/// <para>
/// Decoders with a key/value cache are drawn from as Hugging Face's Optimum, transformers.js and ONNX Runtime's model builder export them:
/// caches and logits of float, float16 or bfloat16, ids of 32 or 64 bits, with or without <c>attention_mask</c> and <c>position_ids</c>,
/// with <c>use_cache_branch</c> or <c>num_logits_to_keep</c>. Anything else is refused when it is loaded.
/// </para>
/// <para>
/// An answer ends at any token that a file of the model names as its end, and at control tokens that usually end a turn or a text, such as
/// <c>&lt;|im_end|&gt;</c>, <c>&lt;|eot_id|&gt;</c> and <c>&lt;end_of_turn&gt;</c>. Special tokens have no text, except the tags of a
/// reasoning. Where the vocabulary is padded beyond the tokenizer, its last tokens can be drawn like any other, since the probabilities are
/// the model's own; they have no text, and are in <see cref="DrawnCandidate.Tokens"/>.
/// </para>
/// <para>
/// ONNX Runtime GenAI is not used: a generator of its draws for a number of rows that is fixed when it is made, and its cache can be
/// rewound for all of them, not split, so each answer would need the prompt evaluated again, and a tree of answers each of its beginnings.
/// </para>
/// </remarks>
public sealed class OnnxCandidateSource : ILanguageModel
{
    // Bounds the logits of a long prompt, of which only the last are needed. Where a model chooses between graphs, the one with a past was
    // often recorded for one token, and knows no order among several: there a prompt is evaluated at once by the one without a past.
    private const int PromptChunk = 256;

    // Of one prompt's candidates; beyond it a batch's key/value cache exceeds the CPU's cache.
    private const int LargestShare = 32;

    private readonly OnnxOptions _options;
    private readonly DecoderModel _model;
    private readonly ModelVocabulary _vocabulary;
    private readonly PromptEncoder _encoder;
    private readonly HashSet<int> _endTokens;
    private readonly WorkerPool _workers;

    internal OnnxCandidateSource(string path, OnnxOptions? options = null)
    {
        options ??= new OnnxOptions();
        options.Validate();
        ModelFile.Check(path);
        var configuration = ModelConfiguration.Read(path);
        configuration.CheckHash(path);
        ContextLength = options.ContextLength ?? configuration.ContextLength ?? throw new ModelException(
            $"The context length of '{path}' is not known. Put its config.json beside it, or set OnnxOptions.ContextLength.", path);
        if (ContextLength < 1)
        {
            throw new ModelException(
                $"The configuration of '{path}' gives a context of {ContextLength} tokens; it must have at least 1. Correct it, or set " +
                "OnnxOptions.ContextLength.",
                path);
        }

        var texts = TokenizerConfiguration.Read(path, options.TokenizerPath);
        var codec = options.Tokenizer is { } tokenizer
            ? new LibraryCodec(tokenizer)
            : TokenizerFile.Open(path, options.TokenizerPath, texts.SpecialNames);
        _model = DecoderModel.Load(path, options, configuration);
        _options = options;
        Name = $"onnx:{Path.GetFileName(path)}";
        try
        {
            _vocabulary = TokenizerFile.Vocabulary(codec, texts, configuration, _model, isCallers: options.Tokenizer is not null);
            _endTokens = EndTokens.Of(configuration, texts, codec, _vocabulary, path);
            var template = options.Chat == ChatTemplateUse.Never ? null : texts.ReadTemplate();
            HasChatTemplate = texts.ChatTemplate is not null;
            _encoder = new PromptEncoder(
                _vocabulary,
                template is null ? null : messages => template.Render(messages),
                options.Chat,
                ContextLength,
                options.Overflow,
                Name);
        }
        catch
        {
            _model.Dispose();
            throw;
        }

        _workers = new WorkerPool(_model, Name);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int ContextLength { get; }

    /// <inheritdoc/>
    public bool HasChatTemplate { get; }

    /// <summary>Checks and loads a model and the tokenizer beside it.</summary>
    /// <param name="path">The ONNX file of a decoder that keeps a key/value cache.</param>
    /// <param name="options">How it is loaded; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    /// <exception cref="ModelException">
    /// The model, tokenizer or configuration is missing, damaged, of another format, or they do not match; the native library is missing;
    /// the message names the package.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<OnnxCandidateSource> OpenAsync(
        string path, OnnxOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var source = await Task.Run(() => new OnnxCandidateSource(path, options), cancellationToken).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested)
        {
            source.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return source;
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
        ObjectDisposedException.ThrowIf(_workers.Closing.IsCancellationRequested, this);
        var sequences = continuations.Select(_encoder.EncodeContinuation).ToList();
        var longest = new TokenTrie(sequences).Depth;
        var encoded = _encoder.EncodeForScoring(prompt, longest);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _workers.Closing);
        var scoring = ScoreAllAsync(encoded.Tokens, sequences, longest, linked.Token);
        await Guard(scoring, () => 0, continuations.Count, cancellationToken).ConfigureAwait(false);
        var scores = await scoring.ConfigureAwait(false);
        return
        [
            .. continuations.Select((continuation, i) => new ScoredContinuation(continuation.Text, sequences[i], scores[i])
            {
                DroppedPromptTokens = encoded.Dropped,
            }),
        ];
    }

    /// <summary>Ends what is under way and frees the model.</summary>
    public void Dispose()
    {
        _workers.Dispose();
        _model.Dispose();
    }

    private async IAsyncEnumerable<DrawnCandidate> EnumerateAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_workers.Closing.IsCancellationRequested, this);
        var encoded = _encoder.Encode(prompt, options.MaxTokens, 1);
        var stops = _encoder.StopTokens(options);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _workers.Closing);
        var drawn = Channel.CreateUnbounded<DrawnCandidate>(new UnboundedChannelOptions { SingleReader = true });
        var drawing = DrawAllAsync(encoded, count, options, stops, drawn.Writer, linked.Token);
        var handedOver = 0;
        try
        {
            await foreach (var candidate in drawn.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                handedOver++;
                yield return candidate;
            }

            await Guard(drawing, () => handedOver, count, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await linked.CancelAsync().ConfigureAwait(false);
            await drawing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What the engine throws becomes what the contract promises.
    private async Task Guard(Task work, Func<int> handedOver, int requested, CancellationToken cancellationToken)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (_workers.Closing.IsCancellationRequested)
        {
            throw new SourceException(
                $"{Name} was disposed after {handedOver()} of {requested}. Dispose it when nothing is under way.",
                handedOver(),
                requested,
                exception);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or SamplingException or OutOfMemoryException)
        {
            throw new SourceException(
                $"{Name} failed after {handedOver()} of {requested}: {exception.Message} Those are kept; check the model and the memory, " +
                "then ask for the rest.",
                handedOver(),
                requested,
                exception);
        }
    }

    private async Task DrawAllAsync(
        EncodedPrompt encoded,
        int count,
        SamplingOptions options,
        IReadOnlySet<int> stops,
        ChannelWriter<DrawnCandidate> drawn,
        CancellationToken cancellationToken)
    {
        try
        {
            using var prompt = await EvaluateAsync(encoded.Tokens, cancellationToken).ConfigureAwait(false);
            var size = BatchSize(count, prompt.Length + encoded.Answer);
            var answers = new AnswerRules(encoded, options, _vocabulary, _endTokens, stops);
            var batches = Enumerable.Range(0, (count + size - 1) / size);
            await Parallel.ForEachAsync(
                batches,
                new ParallelOptions { MaxDegreeOfParallelism = _model.Workers, CancellationToken = cancellationToken },
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
            drawn.Complete(); // a failure follows the candidates drawn before it
        }
    }

    private async Task<double[]> ScoreAllAsync(
        int[] tokens, List<IReadOnlyList<int>> sequences, int longest, CancellationToken cancellationToken)
    {
        using var prompt = await EvaluateAsync(tokens, cancellationToken).ConfigureAwait(false);
        var size = BatchSize(int.MaxValue, prompt.Length + longest);
        var scores = new double[sequences.Count];
        var order = Enumerable.Range(0, sequences.Count).ToArray();
        Array.Sort(order, (left, right) => TokenTrie.Compare(sequences[left], sequences[right])); // common beginnings fall into one batch
        foreach (var batch in order.Chunk(size))
        {
            var trie = new TokenTrie([.. batch.Select(i => sequences[i])]);
            var part = await _workers.RunAsync(
                (rows, run) => new ScoringBatch(rows, prompt).Score(trie, run, cancellationToken), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < batch.Length; i++)
            {
                scores[batch[i]] = part[i];
            }
        }

        return scores;
    }

    private Task<EvaluatedPrompt> EvaluateAsync(int[] tokens, CancellationToken cancellationToken) => _workers.RunAsync(
        (rows, run) =>
        {
            rows.Start(1, tokens.Length);
            foreach (var chunk in tokens.Chunk(_model.Graph.Width ?? (_model.Graph.Branch is null ? PromptChunk : tokens.Length)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.Append(chunk, chunk.Length, run);
            }

            var cache = new NativeBuffer();
            rows.Save(cache);
            return new EvaluatedPrompt(rows.Logits(0).ToArray(), cache, tokens.Length);
        },
        cancellationToken);

    private int BatchSize(int count, int tokens)
    {
        var fitting = _options.CacheBytes / _model.WorkingBytes(tokens);
        if (fitting < 1)
        {
            throw new PromptException(string.Create(
                CultureInfo.InvariantCulture,
                $"One candidate of {tokens:N0} tokens needs {_model.WorkingBytes(tokens):N0} bytes of cache; the limit is " +
                $"{_options.CacheBytes:N0}. Shorten it or raise OnnxOptions.CacheBytes."));
        }

        fitting = Math.Min(fitting, _model.Graph.Rows ?? fitting);
        var share = Math.Min(((long)count + _model.Workers - 1) / _model.Workers, LargestShare);
        return (int)Math.Min(Math.Min(count, _options.BatchSize ?? share), fitting);
    }
}
