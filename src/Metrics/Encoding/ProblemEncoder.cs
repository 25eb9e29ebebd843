using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>
/// Turns candidates and references into an <see cref="EncodedProblem"/>: drops the unreadable, joins the equal, encodes the rest.
/// </summary>
internal static class ProblemEncoder
{
    /// <summary>The longest candidate or reference that is encoded by default, in the metric's own tokens.</summary>
    public const int DefaultLongestCandidate = 65_536;

    /// <summary>Encodes one problem.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="candidates">The candidates, at least one.</param>
    /// <param name="references">The references; null or the same list where the candidates vote themselves.</param>
    /// <param name="weights">One weight a reference; null for uniform weights.</param>
    /// <param name="longestCandidate">
    /// The most tokens (characters, words, ids, n-grams of the lowest order) that a candidate or reference may have.
    /// </param>
    /// <param name="threads">
    /// Most threads that read the texts at once, at least 1; few texts are read by one, and the features are the same for any number.
    /// </param>
    /// <exception cref="CandidateException">
    /// A list is empty or holds null, one is longer than allowed, or the metric can read no candidate or no reference of positive weight.
    /// </exception>
    /// <exception cref="ScorerException">The encoder of a user's metric failed.</exception>
    /// <exception cref="ArgumentException">The number of weights is not the number of references, or there are no threads.</exception>
    public static EncodedProblem Encode(
        Metric metric,
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<Candidate>? references = null,
        Weights? weights = null,
        int longestCandidate = DefaultLongestCandidate,
        int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var square = references is null || ReferenceEquals(references, candidates);
        references ??= candidates;
        RequireAny(candidates, "candidates");
        RequireAny(references, "references");
        weights ??= Weights.Uniform(references.Count);
        if (weights.Count != references.Count)
        {
            throw new ArgumentException(
                $"There are {weights.Count} weights for {references.Count} references; give one each.", nameof(weights));
        }

        metric = metric.For(candidates, references);
        var items = new List<Candidate>(square ? candidates.Count : candidates.Count + references.Count);
        var rowOf = Distinct(metric, candidates, items, "Candidate");
        var rows = items.Count;
        if (rows == 0)
        {
            throw new CandidateException(
                $"{metric.Info.Name} can read none of the {candidates.Count} candidates. Correct them, or use another metric.");
        }

        var columnOf = square ? rowOf : Distinct(metric, references, items, "Reference");
        for (var k = 0; k < columnOf.Length; k++)
        {
            if (columnOf[k] >= 0)
            {
                metric.RequireReference(references[k], k);
            }
        }

        if (Array.IndexOf(columnOf, -1) >= 0)
        {
            weights = weights.Keep(Array.ConvertAll(columnOf, column => column >= 0));
        }

        var features = Encode(metric, items, threads, rows, rowOf, columnOf);
        RequireLength(features, rowOf, 0, "Candidate", longestCandidate);
        if (!square)
        {
            RequireLength(features, columnOf, rows, "Reference", longestCandidate);
        }

        if (features is SequenceFeatures sequences)
        {
            features = GroupBySize(sequences, rows, rowOf, square ? null : columnOf);
        }

        return new EncodedProblem(metric, features, rows, square ? rows : items.Count - rows, square, rowOf, columnOf, weights);
    }

    private static Features Encode(Metric metric, List<Candidate> items, int threads, int rows, int[] rowOf, int[] columnOf)
    {
        try
        {
            return metric.Encode(items, threads);
        }
        catch (ItemException error)
        {
            throw error.Item < rows
                ? error.At(metric, Array.IndexOf(rowOf, error.Item), -1)
                : error.At(metric, -1, Array.IndexOf(columnOf, error.Item - rows));
        }
    }

    private static int[] Distinct(Metric metric, IReadOnlyList<Candidate> list, List<Candidate> items, string role)
    {
        using var distinct = new DistinctCandidates(metric.Key, items, list.Count);
        var map = new int[list.Count];
        for (var i = 0; i < map.Length; i++)
        {
            var candidate = list[i] ?? throw new CandidateException($"{role} {i} is null; give a text, which may be empty.", i);
            map[i] = metric.CanRead(candidate, i, role) ? distinct.Add(metric.Canonical(candidate)) : -1;
        }

        return map;
    }

    private static void RequireAny(IReadOnlyList<Candidate> list, string role)
    {
        if (list.Count == 0)
        {
            throw new CandidateException($"The list of {role} is empty; it must hold at least one. Give one, or leave the problem out.");
        }
    }

    private static void RequireLength(Features features, int[] itemOf, int firstItem, string role, int longest)
    {
        if (features.Longest <= longest)
        {
            return;
        }

        for (var i = 0; i < itemOf.Length; i++)
        {
            if (itemOf[i] >= 0 && features.LengthOf(firstItem + itemOf[i]) is var length && length > longest)
            {
                throw new CandidateException(
                    FormattableString.Invariant($"{role} {i} has {length:N0} tokens; the limit is {longest:N0}. ")
                    + "Shorten it or raise SelectionOptions.LongestCandidate.",
                    i);
            }
        }
    }

    // Kernels take neighbours together, so sequences of as many words are kept together; usually all have one, and nothing moves.
    private static SequenceFeatures GroupBySize(SequenceFeatures features, int rows, int[] rowOf, int[]? columnOf)
    {
        var sequences = features.Sequences;
        if (AreOfOneSize(sequences))
        {
            return features;
        }

        var words = new int[features.Count];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = PatternWords.Of(sequences.LengthOf(i));
        }

        var order = Enumerable.Range(0, rows).OrderBy(i => words[i])
            .Concat(Enumerable.Range(rows, words.Length - rows).OrderBy(i => words[i])).ToArray();
        var index = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            index[order[i]] = i;
        }

        Move(rowOf, index, 0);
        if (columnOf is not null)
        {
            Move(columnOf, index, rows);
        }

        return features.Reorder(order);
    }

    private static bool AreOfOneSize(RaggedRows<int> sequences)
    {
        var first = PatternWords.Of(sequences.LengthOf(0));
        for (var i = 1; i < sequences.Count; i++)
        {
            if (PatternWords.Of(sequences.LengthOf(i)) != first)
            {
                return false;
            }
        }

        return true;
    }

    private static void Move(int[] map, int[] index, int first)
    {
        for (var i = 0; i < map.Length; i++)
        {
            map[i] = map[i] < 0 ? -1 : index[map[i] + first] - first;
        }
    }
}
