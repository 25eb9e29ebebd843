using System.Threading.Channels;
using Accelerated.Inference.LLamaSharp.Tokens;

namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>
/// The drawing of answers to one prompt. A slot that becomes free is filled at once, so that none waits for the longest of a round.
/// </summary>
internal sealed class DrawRequest(
    ILlamaModel model,
    TokenTexts texts,
    EncodedPrompt prompt,
    int count,
    SamplingOptions options,
    IReadOnlySet<int> stops,
    ChannelWriter<DrawnCandidate> output,
    CancellationToken cancellationToken) : Request(prompt.Tokens, count, prompt.Answer, cancellationToken)
{
    private readonly TokenSampler?[] _samplers = new TokenSampler?[Environment.ProcessorCount];
    private readonly bool[] _hasReadFirst = new bool[Environment.ProcessorCount];
    private readonly List<Answer> _live = [];
    private float[] _first = [];
    private int _next;
    private int _finished;

    public ILlamaModel Model => model;

    public TokenTexts Texts => texts;

    public EncodedPrompt Encoded => prompt;

    public SamplingOptions Options => options;

    public IReadOnlySet<int> Stops => stops;

    /// <inheritdoc/>
    public override int ToBegin => Branches - _next;

    /// <inheritdoc/>
    public override int Unused => Slots - _live.Count;

    /// <inheritdoc/>
    public override int Requested => Branches;

    /// <inheritdoc/>
    public override int Finished => _finished;

    /// <inheritdoc/>
    public override bool IsDone => _finished == Branches;

    /// <summary>Draws a token after a row of the batch, or after the prompt.</summary>
    /// <param name="context">Has the logits of rows.</param>
    /// <param name="row">The row; -1 for the prompt.</param>
    /// <param name="uniform">In [0, 1).</param>
    /// <param name="worker">Which of the threads that draw at once.</param>
    /// <exception cref="SamplingException">The logits cannot be drawn from.</exception>
    public SampledToken Draw(ILlamaContext context, int row, double uniform, int worker)
    {
        var sampler = _samplers[worker] ??= new TokenSampler(options);
        var logits = row >= 0 ? context.Logits(row) : _first;

        // Answers begin with the same logits.
        if (row >= 0 || !_hasReadFirst[worker])
        {
            _hasReadFirst[worker] = false;
            sampler.Read(logits);
            _hasReadFirst[worker] = row < 0;
        }

        return sampler.Draw(logits, uniform);
    }

    /// <inheritdoc/>
    public override void AppendBranches(StepBatch batch)
    {
        foreach (var answer in _live)
        {
            answer.Row = batch.Add(answer.Token, prompt.Tokens.Length + answer.Candidate.Tokens.Count - 1, answer.Sequence, true);
        }
    }

    /// <inheritdoc/>
    public override void CollectAnswers(List<Answer> answers)
    {
        if (!HasPrompt)
        {
            return;
        }

        answers.AddRange(_live.Where(answer => answer.Row >= 0));
        for (; _live.Count < Slots && _next < Branches; _next++)
        {
            var answer = new Answer(this, _next);
            _live.Add(answer);
            answers.Add(answer);
        }
    }

    /// <inheritdoc/>
    public override void Settle(ILlamaContext context)
    {
        var kept = 0;
        SamplingException? error = null;
        for (var i = 0; i < _live.Count; i++)
        {
            var answer = _live[i];
            error ??= answer.Error;
            if (answer.Error is null && answer.Candidate.Finish is null)
            {
                answer.Row = -1;
                _live[kept++] = answer;
                if (answer.Sequence < 0)
                {
                    answer.Sequence = Sequences!.Fork(Root);
                }

                continue;
            }

            Release(answer);
            if (answer.Error is null)
            {
                output.TryWrite(answer.Candidate.ToCandidate());
                _finished++;
            }
        }

        _live.RemoveRange(kept, _live.Count - kept);
        if (error is not null)
        {
            throw error;
        }
    }

    /// <inheritdoc/>
    public override void Complete() => output.TryComplete();

    /// <inheritdoc/>
    public override void Fail(Exception exception) => output.TryComplete(exception);

    /// <inheritdoc/>
    protected override void KeepFirst(ReadOnlySpan<float> logits) => _first = logits.ToArray();

    /// <inheritdoc/>
    protected override void GiveUpBranches()
    {
        _live.ForEach(Release);
        _live.Clear();
    }

    private void Release(Answer answer)
    {
        Slots--;
        if (answer.Sequence >= 0)
        {
            Sequences!.Return(answer.Sequence);
            answer.Sequence = -1;
        }
    }
}
