using System.Collections.Concurrent;
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
public sealed class OnnxCandidateSource : ICandidateSource, IContinuationScorer
{
    // Bounds the logits of a long prompt, of which only the last are needed.
    private const int PromptChunk = 256;

    // Of one prompt's candidates; beyond it a batch's cache leaves the processor's own.
    private const int LargestShare = 32;

    private readonly OnnxModelOptions _options;
    private readonly DecoderModel _model;
    private readonly ITextCodec _codec;
    private readonly int _contextLength;
    private readonly int? _startToken;
    private readonly HashSet<int> _endTokens;
    private readonly SemaphoreSlim _workers;
    private readonly ConcurrentBag<DecodingRows> _idle = [];
    private readonly CancellationTokenSource _closing = new();
    private int _disposed;

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
        RequirePositive(options.Workers ?? 1, nameof(options.Workers));
        RequirePositive(options.ThreadsPerWorker ?? 1, nameof(options.ThreadsPerWorker));
        RequirePositive(options.CacheBytes, nameof(options.CacheBytes));
        RequirePositive(options.ContextLength ?? 1, nameof(options.ContextLength));
        ModelFile.Check(path);
        var configuration = ModelConfiguration.Read(path);
        configuration.CheckHash(path);
        _contextLength = options.ContextLength ?? configuration.ContextLength ?? throw new ModelException(
            $"The context length of '{path}' is not known. Put its config.json beside it, or set OnnxModelOptions.ContextLength.", path);
        _codec = tokenizer is null ? TokenizerFile.Open(options) : new LibraryCodec(tokenizer);
        _model = DecoderModel.Load(options);
        _options = options;
        try
        {
            TokenizerFile.RequireMatch(_codec, _model);
            _startToken = configuration.StartToken ?? _codec.StartToken;
            _endTokens = [.. configuration.EndTokens.Count > 0 ? configuration.EndTokens : _codec.EndToken is { } end ? [end] : []];
        }
        catch
        {
            _model.Dispose();
            throw;
        }

        _workers = new SemaphoreSlim(_model.Workers);
    }

    /// <inheritdoc/>
    public string Name => $"onnx:{Path.GetFileName(_options.ModelPath)}";

    /// <summary>The most tokens a prompt and its answer may have together.</summary>
    public int ContextLength => _contextLength;

    /// <summary>The token ids of a prompt, the start token included.</summary>
    /// <param name="prompt">The prompt.</param>
    public IReadOnlyList<int> Encode(Prompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return prompt.Tokens ?? [.. _startToken is { } start ? (int[])[start] : [], .. _codec.Encode(prompt.Text)];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        options.Validate(count);
        var tokens = CheckedTokens(prompt, options.MaxTokens, "the answer may have");
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing.Token);
        var drawn = Channel.CreateUnbounded<DrawnCandidate>(new UnboundedChannelOptions { SingleReader = true });
        var drawing = DrawAllAsync(tokens, count, options, drawn.Writer, linked.Token);
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
        var sequences = continuations.Select(continuation => CheckedTokens(continuation.Tokens ?? _codec.EncodeAfter(prompt.Text, continuation.Text))).ToList();
        var longest = new TokenTrie(sequences).Depth;
        var tokens = CheckedTokens(prompt, longest, "the longest continuation has");
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing.Token);
        var scoring = ScoreAllAsync(tokens, sequences, longest, linked.Token);
        await Guard(scoring, () => 0, continuations.Count, cancellation).ConfigureAwait(false);
        var scores = await scoring.ConfigureAwait(false);
        return [.. continuations.Select((continuation, i) => new ScoredContinuation(continuation.Text, sequences[i], scores[i]))];
    }

    /// <summary>Ends what is under way and frees the model.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        _closing.Cancel();
        for (var worker = 0; worker < _model.Workers; worker++)
        {
            _workers.Wait(); // native memory is in use until the worker has ended
        }

        foreach (var rows in _idle)
        {
            rows.Dispose();
        }

        _model.Dispose();
    }

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
        catch (Exception) when (_closing.IsCancellationRequested)
        {
            throw new ObjectDisposedException(Name);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or SamplingException or OutOfMemoryException)
        {
            throw new SourceException(
                $"{Name} failed after {handedOver()} of {requested}: {exception.Message} Those are kept; check the model and the memory, then ask for the rest.", handedOver(), requested, exception);
        }
    }

    private async Task DrawAllAsync(IReadOnlyList<int> tokens, int count, SamplingOptions options, ChannelWriter<DrawnCandidate> drawn, CancellationToken cancellation)
    {
        try
        {
            using var prompt = await EvaluateAsync(tokens, cancellation).ConfigureAwait(false);
            var size = BatchSize(count, prompt.Length + options.MaxTokens);
            var batches = Enumerable.Range(0, (count + size - 1) / size);
            await Parallel.ForEachAsync(
                batches,
                new ParallelOptions { MaxDegreeOfParallelism = _model.Workers, CancellationToken = cancellation },
                async (batch, stop) => await WorkAsync(
                    (rows, run) =>
                    {
                        var first = batch * size;
                        new DrawingBatch(rows, prompt, _codec, _endTokens, options).Draw(
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

    private async Task<double[]> ScoreAllAsync(IReadOnlyList<int> tokens, List<IReadOnlyList<int>> sequences, int longest, CancellationToken cancellation)
    {
        using var prompt = await EvaluateAsync(tokens, cancellation).ConfigureAwait(false);
        var size = BatchSize(int.MaxValue, prompt.Length + longest);
        var scores = new double[sequences.Count];
        var order = Enumerable.Range(0, sequences.Count).ToArray();
        Array.Sort(order, (left, right) => Compare(sequences[left], sequences[right])); // common beginnings fall into one batch
        foreach (var batch in order.Chunk(size))
        {
            var trie = new TokenTrie([.. batch.Select(i => sequences[i])]);
            var part = await WorkAsync((rows, run) => new ScoringBatch(rows, prompt).Score(trie, run, cancellation), cancellation).ConfigureAwait(false);
            for (var i = 0; i < batch.Length; i++)
            {
                scores[batch[i]] = part[i];
            }
        }

        return scores;
    }

    private Task<EvaluatedPrompt> EvaluateAsync(IReadOnlyList<int> tokens, CancellationToken cancellation) => WorkAsync(
        (rows, run) =>
        {
            rows.Start(1, tokens.Count);
            foreach (var chunk in tokens.Chunk(PromptChunk))
            {
                cancellation.ThrowIfCancellationRequested();
                rows.Append(chunk, chunk.Length, run);
            }

            var cache = new NativeBuffer();
            rows.Save(cache);
            return new EvaluatedPrompt(rows.Logits(0).ToArray(), cache, tokens.Count);
        },
        cancellation);

    // Native code runs on a thread of the pool with a worker's own memory, and is told to stop where the caller cancels.
    private async Task<TResult> WorkAsync<TResult>(Func<DecodingRows, RunOptions, TResult> work, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed == 1, this);
        await _workers.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!_idle.TryTake(out var rows))
            {
                rows = new DecodingRows(_model);
            }

            try
            {
                using var run = new RunOptions();
                using var stop = cancellation.Register(() => run.Terminate = true);
                return await Task.Run(() => work(rows, run), cancellation).ConfigureAwait(false);
            }
            finally
            {
                _idle.Add(rows);
            }
        }
        finally
        {
            _workers.Release();
        }
    }

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

    private IReadOnlyList<int> CheckedTokens(Prompt prompt, int answer, string what)
    {
        var tokens = CheckedTokens(Encode(prompt));
        if (tokens.Count == 0)
        {
            throw new PromptException("The prompt has 0 tokens; it must have at least 1. Give a text.");
        }

        return tokens.Count + (long)answer <= _contextLength
            ? tokens
            : throw new PromptException(string.Create(
                CultureInfo.InvariantCulture,
                $"The prompt has {tokens.Count:N0} tokens and {what} {answer:N0}; the context of {Name} is {_contextLength:N0}. Shorten the prompt or lower the tokens of the answer."));
    }

    private IReadOnlyList<int> CheckedTokens(IReadOnlyList<int> tokens)
    {
        foreach (var token in tokens)
        {
            if (token < 0 || token >= _model.VocabularySize)
            {
                throw new PromptException($"Token {token} is outside the vocabulary of 0..{_model.VocabularySize - 1}. Encode the text with the model's own tokenizer.");
            }
        }

        return tokens;
    }

    private static int Compare(IReadOnlyList<int> left, IReadOnlyList<int> right)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (left[i] != right[i])
            {
                return left[i].CompareTo(right[i]);
            }
        }

        return left.Count.CompareTo(right.Count);
    }
}
