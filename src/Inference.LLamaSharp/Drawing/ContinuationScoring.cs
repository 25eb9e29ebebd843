namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>
/// Scores continuations of one prompt. The prompt is evaluated once; each beginning that continuations share is evaluated once, level by
/// level, all beginnings of a level in one batch. Last tokens are never evaluated: only their probability is wanted.
/// </summary>
internal static class ContinuationScoring
{
    /// <summary>Scores.</summary>
    /// <param name="context">Has room for at least one continuation of the longest length.</param>
    /// <param name="prompt">The prompt's tokens.</param>
    /// <param name="continuations">Token sequences, none empty.</param>
    /// <param name="cancellation">Ends the scoring.</param>
    /// <returns>One log-probability a continuation.</returns>
    public static async Task<double[]> RunAsync(ILlamaContext context, int[] prompt, IReadOnlyList<IReadOnlyList<int>> continuations, CancellationToken cancellation)
    {
        using var root = context.Create();
        root.Append(prompt);
        await context.EvaluateAsync(cancellation).ConfigureAwait(false);
        var first = root.Logits.ToArray();
        var scores = new double[continuations.Count];

        // Sorted, so that a round holds neighbours, which share the most.
        var order = Enumerable.Range(0, continuations.Count).ToArray();
        Array.Sort(order, (left, right) => TokenTrie.Compare(continuations[left], continuations[right]));
        foreach (var round in order.Chunk(context.Plan.Parallel))
        {
            var trie = new TokenTrie(Array.ConvertAll(round, index => continuations[index]));
            var sums = trie.Sum(await ScoreNodesAsync(context, root, first, trie, cancellation).ConfigureAwait(false));
            for (var i = 0; i < round.Length; i++)
            {
                scores[round[i]] = sums[i];
            }
        }

        return scores;
    }

    private static async Task<double[]> ScoreNodesAsync(ILlamaContext context, ILlamaSequence root, float[] first, TokenTrie trie, CancellationToken cancellation)
    {
        var scores = new double[trie.Count];
        var sequences = new ILlamaSequence?[trie.Count];
        try
        {
            trie.ScoreLevel(1, _ => first, scores);
            for (var depth = 1; depth < trie.Depth; depth++)
            {
                AppendLevel(trie, depth, root, sequences);
                await context.EvaluateAsync(cancellation).ConfigureAwait(false);
                trie.ScoreLevel(depth + 1, node => sequences[node]!.Logits, scores);
            }

            return scores;
        }
        finally
        {
            foreach (var sequence in sequences)
            {
                sequence?.Dispose();
            }
        }
    }

    // The last beginning to continue a sequence takes it over, so that no more are alive than the round has continuations.
    private static void AppendLevel(TokenTrie trie, int depth, ILlamaSequence root, ILlamaSequence?[] sequences)
    {
        var (start, end) = trie.Level(depth);
        var heirs = new Dictionary<int, int>();
        for (var node = start; node < end; node++)
        {
            if (trie.IsInner(node))
            {
                heirs[trie.Parent(node)] = node;
            }
        }

        for (var node = start; node < end; node++)
        {
            if (trie.IsInner(node) && (depth == 1 || heirs[trie.Parent(node)] != node))
            {
                sequences[node] = (depth == 1 ? root : sequences[trie.Parent(node)]!).Fork();
            }
        }

        if (depth > 1)
        {
            var (parents, last) = trie.Level(depth - 1);
            for (var parent = parents; parent < last; parent++)
            {
                if (heirs.TryGetValue(parent, out var heir))
                {
                    sequences[heir] = sequences[parent];
                }
                else
                {
                    sequences[parent]?.Dispose();
                }

                sequences[parent] = null;
            }
        }

        for (var node = start; node < end; node++)
        {
            sequences[node]?.Append([trie.Token(node)]);
        }
    }
}
