using Accelerated.Inference.Scoring;

namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>
/// The scoring of continuations of one prompt. Each beginning that continuations share is evaluated once, level by level, all beginnings of
/// a level in one batch. Last tokens are never evaluated: only their probability is wanted.
/// </summary>
internal sealed class ScoreRequest : Request
{
    private readonly IReadOnlyList<IReadOnlyList<int>> _continuations;
    private readonly int[] _order;
    private readonly int _width;
    private readonly double[] _scores;
    private readonly TaskCompletionSource<double[]> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private float[] _first = [];
    private int _begun;
    private int _finished;
    private ScoringRound? _round;

    /// <summary>Creates it.</summary>
    /// <param name="prompt">The prompt's tokens.</param>
    /// <param name="continuations">Token sequences, none empty.</param>
    /// <param name="trie">The same with common beginnings merged.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ScoreRequest(int[] prompt, IReadOnlyList<IReadOnlyList<int>> continuations, TokenTrie trie, CancellationToken cancellationToken)
        : base(prompt, Width(trie), trie.Depth, cancellationToken)
    {
        _continuations = continuations;
        _width = Width(trie);
        _scores = new double[continuations.Count];

        // Sorted, so that a round holds neighbours, which share the most.
        _order = [.. Enumerable.Range(0, continuations.Count)];
        Array.Sort(_order, (left, right) => TokenTrie.Compare(continuations[left], continuations[right]));
    }

    /// <summary>One log-probability a continuation.</summary>
    public Task<double[]> Result => _result.Task;

    /// <inheritdoc/>
    public override int ToBegin => _round is null ? Math.Min(_width, _order.Length - _begun) : 0;

    /// <inheritdoc/>
    public override int Unused => _round is null ? Slots : 0;

    /// <inheritdoc/>
    public override int Requested => _order.Length;

    /// <inheritdoc/>
    public override bool IsDone => _finished == _order.Length;

    /// <inheritdoc/>
    public override void AppendBranches(StepBatch batch) => _round?.Append(batch, Sequences!, Root);

    /// <inheritdoc/>
    public override void Settle(ILlamaContext context)
    {
        if (_round is null && HasPrompt && Slots > 0 && _begun < _order.Length)
        {
            // All at once where they have slots enough together: neighbours share theirs.
            var count = Slots >= _width ? _order.Length - _begun : Math.Min(Slots, _order.Length - _begun);
            _round = new ScoringRound(_order[_begun..(_begun + count)], _continuations, _first, Prompt.Length);
            _begun += count;
        }

        if (_round?.Settle(context) is { } scores)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                _scores[_round.Members[i]] = scores[i];
            }

            _finished += scores.Length;
            GiveUpBranches();
        }
    }

    /// <inheritdoc/>
    public override void Complete() => _result.TrySetResult(_scores);

    /// <inheritdoc/>
    public override void Fail(Exception exception) => _result.TrySetException(exception);

    /// <inheritdoc/>
    protected override void KeepFirst(ReadOnlySpan<float> logits) => _first = logits.ToArray();

    /// <inheritdoc/>
    protected override void GiveUpBranches()
    {
        _round?.GiveUp(Sequences!);
        _round = null;
        _begun = _finished;
        Slots = 0;
    }

    // Beginnings of one length that are evaluated; a trie without any needs no slot, but a request has one.
    private static int Width(TokenTrie trie)
    {
        var width = 1;
        for (var depth = 1; depth < trie.Depth; depth++)
        {
            var (start, end) = trie.Level(depth);
            width = Math.Max(width, Enumerable.Range(start, end - start).Count(trie.IsInner));
        }

        return width;
    }
}
