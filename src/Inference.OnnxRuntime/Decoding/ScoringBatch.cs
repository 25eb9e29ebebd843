using Microsoft.ML.OnnxRuntime;

namespace Accelerated.Inference;

/// <summary>Scores continuations of a prompt, level by level of their trie: one row for each beginning that a longer one continues.</summary>
internal sealed class ScoringBatch(DecodingRows rows, EvaluatedPrompt prompt)
{
    /// <summary>The log-probability of each sequence of <paramref name="trie"/>.</summary>
    public double[] Score(TokenTrie trie, RunOptions run, CancellationToken cancellation)
    {
        var widest = Enumerable.Range(0, trie.Depth + 1).Max(depth => InnerNodes(trie, depth).Length);
        rows.Restore(prompt.Cache, prompt.Length, Math.Max(1, widest), prompt.Length + trie.Depth);
        var scores = new double[trie.Count];
        var rowOf = new int[trie.Count];
        ScoreLevel(trie, 1, scores, _ => prompt.Logits);
        for (var depth = 1; depth < trie.Depth; depth++)
        {
            cancellation.ThrowIfCancellationRequested();
            var nodes = InnerNodes(trie, depth);
            var slots = new int[nodes.Length];
            rows.Arrange(Array.ConvertAll(nodes, node => rowOf[trie.Parent(node)]), slots);
            var tokens = new int[nodes.Length];
            for (var i = 0; i < nodes.Length; i++)
            {
                rowOf[nodes[i]] = slots[i];
                tokens[slots[i]] = trie.Token(nodes[i]);
            }

            rows.Append(tokens, 1, run);
            ScoreLevel(trie, depth + 1, scores, parent => rows.Logits(rowOf[parent]));
        }

        return trie.Sum(scores);
    }

    private static int[] InnerNodes(TokenTrie trie, int depth)
    {
        var (start, end) = trie.Level(depth);
        return [.. Enumerable.Range(start, end - start).Where(trie.IsInner)];
    }

    // Children of one parent are consecutive only by chance, so a parent's normaliser is kept while it serves.
    private static void ScoreLevel(TokenTrie trie, int depth, double[] scores, LogitsOf logitsOf)
    {
        var normalisers = new Dictionary<int, LogSoftmax>();
        var (start, end) = trie.Level(depth);
        for (var node = start; node < end; node++)
        {
            var parent = trie.Parent(node);
            var logits = logitsOf(parent);
            if (!normalisers.TryGetValue(parent, out var normaliser))
            {
                normaliser = new LogSoftmax(logits);
                normalisers.Add(parent, normaliser);
            }

            scores[node] = normaliser[logits[trie.Token(node)]];
        }
    }

    private delegate ReadOnlySpan<float> LogitsOf(int node);
}
