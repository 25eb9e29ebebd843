using Accelerated.Inference.Scoring;

namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>Continuations that are scored together.</summary>
internal sealed class ScoringRound
{
    private readonly TokenTrie _trie;
    private readonly double[] _scores;
    private readonly int[] _sequences;
    private readonly int[] _rows;
    private readonly int[] _heirs;
    private readonly int _prompt;
    private int _depth = 1; // of the beginnings that are scored, whose parents have been evaluated

    /// <summary>Scores the first tokens.</summary>
    /// <param name="members">Which continuations.</param>
    /// <param name="continuations">All of them.</param>
    /// <param name="first">The logits after the prompt.</param>
    /// <param name="prompt">Tokens of the prompt.</param>
    public ScoringRound(int[] members, IReadOnlyList<IReadOnlyList<int>> continuations, float[] first, int prompt)
    {
        Members = members;
        _prompt = prompt;
        _trie = new TokenTrie(Array.ConvertAll(members, index => continuations[index]));
        _scores = new double[_trie.Count];
        _sequences = new int[_trie.Count];
        _rows = new int[_trie.Count];
        _heirs = new int[_trie.Count];
        Array.Fill(_sequences, -1);
        _trie.ScoreLevel(1, _ => first, _scores);
    }

    /// <summary>Which continuations.</summary>
    public int[] Members { get; }

    /// <summary>Adds the beginnings of the next level that others go on with.</summary>
    public void Append(StepBatch batch, Sequences sequences, int root)
    {
        PlaceLevel(sequences, root);
        var (start, end) = _trie.Level(_depth);
        for (var node = start; node < end; node++)
        {
            if (_trie.IsInner(node))
            {
                _rows[node] = batch.Add(_trie.Token(node), _prompt + _depth - 1, _sequences[node], true);
            }
        }

        _depth++;
    }

    /// <summary>Scores what follows the level that was evaluated, if one was.</summary>
    /// <returns>One log-probability a member; null while there is more to evaluate.</returns>
    public double[]? Settle(ILlamaContext context)
    {
        if (_depth > 1)
        {
            _trie.ScoreLevel(_depth, node => context.Logits(_rows[node]), _scores);
        }

        return _depth == _trie.Depth ? _trie.Sum(_scores) : null;
    }

    /// <summary>Returns all sequences.</summary>
    public void GiveUp(Sequences sequences)
    {
        foreach (var sequence in _sequences)
        {
            if (sequence >= 0)
            {
                sequences.Return(sequence);
            }
        }

        Array.Fill(_sequences, -1);
    }

    // The last beginning to continue a sequence takes it over, and others are freed first: no more are in use than a level has.
    private void PlaceLevel(Sequences sequences, int root)
    {
        var (start, end) = _trie.Level(_depth);
        var (parents, last) = _depth > 1 ? _trie.Level(_depth - 1) : (0, 0);
        Array.Fill(_heirs, -1);
        for (var node = start; node < end; node++)
        {
            if (_trie.IsInner(node))
            {
                _heirs[_trie.Parent(node)] = node;
            }
        }

        for (var parent = parents; parent < last; parent++)
        {
            if (_heirs[parent] < 0 && _sequences[parent] >= 0)
            {
                sequences.Return(_sequences[parent]);
                _sequences[parent] = -1;
            }
        }

        for (var node = start; node < end; node++)
        {
            if (_trie.IsInner(node))
            {
                var parent = _trie.Parent(node);
                _sequences[node] = _depth == 1 ? sequences.Fork(root)
                    : _heirs[parent] == node ? _sequences[parent]
                    : sequences.Fork(_sequences[parent]);
            }
        }

        for (var parent = parents; parent < last; parent++)
        {
            _sequences[parent] = -1; // an heir has it
        }
    }
}
