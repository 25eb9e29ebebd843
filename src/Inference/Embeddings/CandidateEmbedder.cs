using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Embeddings;

/// <summary>
/// Gives candidates, references and right answers the vectors of their texts, for metrics over vectors such as
/// <see cref="Metric.Cosine"/>. Each distinct text is embedded once, in batches, and remembered over problems. Safe for concurrent callers;
/// two that need a text at the same time may both ask for it.
/// </summary>
public sealed class CandidateEmbedder
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly EmbedderOptions _options;
    private readonly RecentValues<string, float[]> _known;
    private readonly Lock _turn = new();
    private EmbeddingUsage _usage;

    /// <summary>An embedder.</summary>
    /// <param name="generator">A sentence encoder or an embedding service; the caller disposes it.</param>
    /// <param name="options">How it is asked; null for the defaults.</param>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    public CandidateEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator, EmbedderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        _generator = generator;
        _options = options ?? new EmbedderOptions();
        _options.Validate();
        _known = new RecentValues<string, float[]>(_options.CachedTexts);
    }

    /// <summary>What it has cost so far, over all callers.</summary>
    public EmbeddingUsage Usage
    {
        get
        {
            lock (_turn)
            {
                return _usage;
            }
        }
    }

    /// <summary>A problem whose candidates, references and right answers have vectors.</summary>
    /// <param name="problem">The problem. One that has a <see cref="Candidate.Vector"/> keeps it.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="EmbeddingException">The generator failed, or did not give one finite vector of one length a text.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<Problem> EmbedAsync(Problem problem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return (await EmbedAsync([problem], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>The same for many problems, whose texts share batches.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="EmbeddingException">The generator failed, or did not give one finite vector of one length a text.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IReadOnlyList<Problem>> EmbedAsync(IReadOnlyList<Problem> problems, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var vectors = new Dictionary<string, float[]?>(StringComparer.Ordinal);
        foreach (var candidate in problems.SelectMany(All).Where(Lacks))
        {
            _ = vectors.TryAdd(candidate.Text, _known.TryGet(candidate.Text, out var vector) ? vector : null);
        }

        string[] unknown = [.. vectors.Where(text => text.Value is null).Select(text => text.Key)];
        Count(texts: vectors.Count);
        var batches = unknown.Chunk(_options.BatchSize).ToArray();
        var embedded = new float[batches.Length][][];
        await Parallel.ForAsync(
            0,
            batches.Length,
            new ParallelOptions { MaxDegreeOfParallelism = _options.ConcurrentCalls, CancellationToken = cancellationToken },
            async (b, stop) => embedded[b] = await CallAsync(batches[b], stop).ConfigureAwait(false)).ConfigureAwait(false);
        foreach (var (text, vector) in unknown.Zip(embedded.SelectMany(batch => batch)))
        {
            vectors[text] = vector;
        }

        RequireOneLength(vectors.Values);
        return [.. problems.Select(problem => new Problem(problem.Id, With(problem.Candidates)!)
        {
            References = ReferenceEquals(problem.References, problem.Candidates) ? null : With(problem.References),
            Gold = With(problem.Gold),
        })];

        IReadOnlyList<Candidate>? With(IReadOnlyList<Candidate>? candidates) => candidates is null
            ? null
            : [.. candidates.Select(candidate => Lacks(candidate) ? candidate with { Vector = vectors[candidate.Text] } : candidate)];
    }

    private static IEnumerable<Candidate> All(Problem problem) =>
        (problem.Candidates ?? []).Concat(problem.References ?? []).Concat(problem.Gold ?? []);

    // A null among the candidates is the selector's to refuse.
    private static bool Lacks(Candidate? candidate) => candidate is { Vector: null };

    private async Task<float[][]> CallAsync(string[] texts, CancellationToken cancellation)
    {
        GeneratedEmbeddings<Embedding<float>> embeddings;
        try
        {
            embeddings = await _generator.GenerateAsync(texts, _options.Generation, cancellation).WaitAsync(cancellation)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (!(error is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            Count(embedded: texts.Length, calls: 1);
            throw new EmbeddingException(
                $"The embedding generator threw {error.GetType().Name} for a batch of {texts.Length} texts: {error.Message} Correct it, or "
                + "lower EmbedderOptions.BatchSize.",
                error);
        }

        Count(embedded: texts.Length, calls: 1, tokens: embeddings?.Usage?.InputTokenCount);
        if (embeddings?.Count != texts.Length)
        {
            throw new EmbeddingException(
                $"The embedding generator gave {embeddings?.Count ?? 0} vectors for {texts.Length} texts; expected one a text, in their "
                + "order. Correct the generator.");
        }

        float[][] vectors = [.. embeddings.Select(embedding => embedding.Vector.ToArray())];
        foreach (var vector in vectors)
        {
            if (vector.Length == 0 || !vector.All(float.IsFinite))
            {
                throw new EmbeddingException(
                    "The embedding generator gave a vector that is empty or has an element that is no finite number. Correct the "
                    + "generator, or leave that text out.");
            }
        }

        for (var i = 0; i < texts.Length; i++)
        {
            _known.Add(texts[i], vectors[i]);
        }

        return vectors;
    }

    private static void RequireOneLength(IEnumerable<float[]?> vectors)
    {
        int[] lengths = [.. vectors.Select(vector => vector!.Length).Distinct().Take(2)];
        if (lengths.Length > 1)
        {
            throw new EmbeddingException(
                $"The embedding generator gave vectors of {lengths[0]} and of {lengths[1]} elements; expected one length. Ask one model, "
                + "with one number of dimensions.");
        }
    }

    private void Count(long texts = 0, long embedded = 0, long calls = 0, long? tokens = null)
    {
        lock (_turn)
        {
            _usage = _usage.Plus(texts, embedded, calls, tokens);
        }
    }
}
