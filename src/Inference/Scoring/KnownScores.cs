using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Inference.Scoring;

/// <summary>
/// Scores that another program computed, by pairs of texts. <see cref="Metric.CreateBatched"/> makes a metric of it, for which a pair
/// without a score is an error.
/// </summary>
public sealed class KnownScores : IBatchScorer
{
    private readonly Dictionary<(string Hypothesis, string Reference), double> _scores = [];

    /// <summary>Number of distinct pairs.</summary>
    public int Count => _scores.Count;

    /// <summary>Reads lines <c>{"hypothesis": "...", "reference": "...", "score": 0.5}</c>; blank lines are skipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ScoreFileException">The file cannot be read, or a line is not such an object.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<KnownScores> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var scores = new KnownScores();
        var number = 0;
        try
        {
            await foreach (var line in File.ReadLinesAsync(path, cancellationToken).ConfigureAwait(false))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    scores.AddLine(line);
                }
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new ScoreFileException(
                $"Line {number} of '{path}' has no score: {error.Message} Expected an object with the texts hypothesis and reference and "
                + "the finite number score, and each pair with one score.",
                path,
                error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScoreFileException($"'{path}' cannot be read: {error.Message} Give the path of a file of JSON lines.", path, error);
        }

        return scores;
    }

    /// <summary>Adds the score of a pair.</summary>
    /// <param name="hypothesis">The hypothesis.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="score">The score, a finite number.</param>
    /// <exception cref="ArgumentException">It is not finite, or the pair has another score.</exception>
    public void Add(string hypothesis, string reference, double score)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(reference);
        if (!double.IsFinite(score))
        {
            throw new ArgumentException(FormattableString.Invariant($"The score is {score}; it must be a finite number."), nameof(score));
        }

        if (!_scores.TryAdd((hypothesis, reference), score) && _scores[(hypothesis, reference)] != score)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The score is {score}, and the same pair of texts has {_scores[(hypothesis, reference)]}."),
                nameof(score));
        }
    }

    /// <summary>Adds a matrix that was saved by NumPy, float32 or float64: a row a hypothesis, a column a reference.</summary>
    /// <param name="path">The .npy file.</param>
    /// <param name="hypotheses">The hypotheses.</param>
    /// <param name="references">The references; null where they are the hypotheses.</param>
    /// <exception cref="ScoreFileException">The file cannot be read or has another shape.</exception>
    /// <exception cref="ArgumentException">A score is not finite, or a pair of texts has another score.</exception>
    public void AddMatrix(string path, IReadOnlyList<Candidate> hypotheses, IReadOnlyList<Candidate>? references = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(hypotheses);
        references ??= hypotheses;
        var matrix = NpyMatrix.Read(path);
        if (matrix.GetLength(0) != hypotheses.Count || matrix.GetLength(1) != references.Count)
        {
            throw new ScoreFileException(
                $"'{path}' has {matrix.GetLength(0)} x {matrix.GetLength(1)} scores for {hypotheses.Count} hypotheses and "
                + $"{references.Count} references. Give the matrix of this problem.",
                path);
        }

        for (var row = 0; row < hypotheses.Count; row++)
        {
            for (var column = 0; column < references.Count; column++)
            {
                Add(hypotheses[row].Text, references[column].Text, matrix[row, column]);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="KeyNotFoundException">A pair has no score.</exception>
    public Task<IReadOnlyList<double>> ScoreAsync(
        IReadOnlyList<(string Hypothesis, string Reference)> pairs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var missing = pairs.Count(pair => !_scores.ContainsKey(pair));
        return missing == 0
            ? Task.FromResult<IReadOnlyList<double>>([.. pairs.Select(pair => _scores[pair])])
            : throw new KeyNotFoundException(
                $"{missing} of {pairs.Count} pairs have no known score. Add them, for every pair of a problem.");
    }

    private void AddLine(string line)
    {
        using var json = JsonDocument.Parse(line);
        var item = json.RootElement;
        Add(
            item.GetProperty("hypothesis").GetString() ?? throw new InvalidOperationException("The hypothesis is null."),
            item.GetProperty("reference").GetString() ?? throw new InvalidOperationException("The reference is null."),
            item.GetProperty("score").GetDouble());
    }
}
