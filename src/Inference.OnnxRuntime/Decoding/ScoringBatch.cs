using Accelerated.Inference.Scoring;
using Microsoft.ML.OnnxRuntime;

namespace Accelerated.Inference.OnnxRuntime.Decoding;

/// <summary>
/// Scores continuations of a prompt, level by level of their trie: one row for each beginning that a longer one continues.
/// </summary>
internal sealed class ScoringBatch(DecodingRows rows, EvaluatedPrompt prompt)
{
    /// <summary>The log-probability of each sequence of <paramref name="trie"/>.</summary>
    public double[] Score(TokenTrie trie, RunOptions run, CancellationToken cancellationToken)
    {
        var widest = Enumerable.Range(0, trie.Depth + 1).Max(depth => InnerNodes(trie, depth).Length);
        rows.Restore(prompt.Cache, prompt.Length, Math.Max(1, widest), prompt.Length + trie.Depth);
        var scores = new double[trie.Count];
        var rowOf = new int[trie.Count];
        trie.ScoreLevel(1, _ => prompt.Logits, scores);
        for (var depth = 1; depth < trie.Depth; depth++)
        {
            cancellationToken.ThrowIfCancellationRequested();
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
            trie.ScoreLevel(depth + 1, parent => rows.Logits(rowOf[parent]), scores);
        }

        return trie.Sum(scores);
    }

    private static int[] InnerNodes(TokenTrie trie, int depth)
    {
        var (start, end) = trie.Level(depth);
        return [.. Enumerable.Range(start, end - start).Where(trie.IsInner)];
    }
}
