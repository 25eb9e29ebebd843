namespace Accelerated.Inference.Scoring;

/// <summary>
/// Token sequences with their common beginnings merged, so that a scorer evaluates each beginning once. Node 0 is the empty beginning; a
/// parent has a lower number than its children, and nodes of one depth are consecutive.
/// </summary>
internal sealed class TokenTrie
{
    private readonly int[] _parents;
    private readonly int[] _tokens;
    private readonly bool[] _inner;
    private readonly int[] _ends;
    private readonly int[] _depthStarts;

    /// <summary>Builds the trie of <paramref name="sequences"/>; duplicates share their nodes.</summary>
    /// <param name="sequences">At least one sequence, each of at least one token.</param>
    /// <exception cref="PromptException">There are no sequences, or one is empty.</exception>
    public TokenTrie(IReadOnlyList<IReadOnlyList<int>> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (sequences.Count == 0)
        {
            throw new PromptException("There are 0 continuations; at least 1 is needed to score. Give one.");
        }

        var children = new Dictionary<(int Parent, int Token), int>();
        var parents = new List<int> { -1 };
        var tokens = new List<int> { -1 };
        var starts = new List<int> { 0, 1 };
        _ends = new int[sequences.Count];
        for (var depth = 0; parents.Count > starts[^2]; depth++)
        {
            for (var s = 0; s < sequences.Count; s++)
            {
                if (sequences[s].Count == 0)
                {
                    throw new PromptException($"Continuation {s} has 0 tokens; it must have at least 1. Leave it out.");
                }

                if (sequences[s].Count > depth)
                {
                    var key = (_ends[s], sequences[s][depth]);
                    if (!children.TryGetValue(key, out var node))
                    {
                        node = parents.Count;
                        children.Add(key, node);
                        parents.Add(key.Item1);
                        tokens.Add(key.Item2);
                    }

                    _ends[s] = node;
                }
            }

            starts.Add(parents.Count);
        }

        starts.RemoveAt(starts.Count - 1);
        _parents = [.. parents];
        _tokens = [.. tokens];
        _depthStarts = [.. starts];
        _inner = new bool[_parents.Length];
        for (var node = 1; node < _parents.Length; node++)
        {
            _inner[_parents[node]] = true;
        }
    }

    /// <summary>Number of nodes, the empty beginning included.</summary>
    public int Count => _parents.Length;

    /// <summary>The length of the longest sequence.</summary>
    public int Depth => _depthStarts.Length - 2;

    /// <summary>The beginning that is one token shorter; -1 for node 0.</summary>
    public int Parent(int node) => _parents[node];

    /// <summary>The last token of the beginning; -1 for node 0.</summary>
    public int Token(int node) => _tokens[node];

    /// <summary>Whether a longer beginning continues this one: only then its logits are needed.</summary>
    public bool IsInner(int node) => _inner[node];

    /// <summary>The node of a whole sequence.</summary>
    public int End(int sequence) => _ends[sequence];

    /// <summary>The nodes of a depth, as a half-open range.</summary>
    public (int Start, int End) Level(int depth) => (_depthStarts[depth], _depthStarts[depth + 1]);

    /// <summary>
    /// Lexicographic order of token sequences, which groups common beginnings, the shorter sequence first.
    /// </summary>
    /// <returns>Negative, 0 or positive as <paramref name="left"/> comes before, equals or comes after <paramref name="right"/>.</returns>
    public static int Compare(IReadOnlyList<int> left, IReadOnlyList<int> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (left[i] != right[i])
            {
                return left[i].CompareTo(right[i]);
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    /// <summary>The log-probabilities of the nodes of a depth after their parents, each parent normalised once.</summary>
    /// <param name="depth">The depth, 1..<see cref="Depth"/>.</param>
    /// <param name="logits">The logits after a parent, one a token of the vocabulary.</param>
    /// <param name="nodeLogProbabilities">Receives them, by node; the others are left alone.</param>
    public void ScoreLevel(int depth, NodeLogits logits, Span<double> nodeLogProbabilities)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var normalisers = new Dictionary<int, LogSoftmax>(); // children of one parent are consecutive only by chance
        var (start, end) = Level(depth);
        for (var node = start; node < end; node++)
        {
            var values = logits(_parents[node]);
            if (!normalisers.TryGetValue(_parents[node], out var normaliser))
            {
                normalisers[_parents[node]] = normaliser = new LogSoftmax(values);
            }

            nodeLogProbabilities[node] = normaliser[values[_tokens[node]]];
        }
    }

    /// <summary>The log-probability of each sequence: the sum over its nodes.</summary>
    /// <param name="nodeLogProbabilities">Log-probability of each node's token after its parent; that of node 0 is not read.</param>
    /// <exception cref="ArgumentException">Their number is not <see cref="Count"/>.</exception>
    public double[] Sum(ReadOnlySpan<double> nodeLogProbabilities)
    {
        if (nodeLogProbabilities.Length != Count)
        {
            throw new ArgumentException(
                $"'nodeLogProbabilities' has {nodeLogProbabilities.Length} values; it must have one for each of {Count} nodes.",
                nameof(nodeLogProbabilities));
        }

        var sums = new double[Count];
        for (var node = 1; node < Count; node++)
        {
            sums[node] = sums[_parents[node]] + nodeLogProbabilities[node];
        }

        return Array.ConvertAll(_ends, end => sums[end]);
    }
}
