using Accelerated.Inference.LLamaSharp.Tokens;

namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>
/// Draws the answers to one prompt: the prompt is evaluated once, each answer goes on in a sequence that shares its cells, all of them in one
/// batch a step. A place that becomes free is filled at once, so more answers than places do not wait for the longest of each round.
/// </summary>
internal sealed class AnswerDrawing(
    ILlamaModel model, TokenTexts texts, ILlamaContext context, SamplingOptions options, EncodedPrompt prompt, IReadOnlySet<int> stops)
{
    private readonly TokenSampler _sampler = new(options);
    private readonly List<Answer> _live = [];

    /// <summary>Draws and hands over each candidate as soon as it is finished.</summary>
    /// <param name="count">How many to draw.</param>
    /// <param name="finished">Receives them.</param>
    /// <param name="cancellation">Ends the drawing.</param>
    public async Task RunAsync(int count, Action<DrawnCandidate> finished, CancellationToken cancellation)
    {
        try
        {
            using var root = context.Create();
            root.Append(prompt.Tokens);
            await context.EvaluateAsync(cancellation).ConfigureAwait(false);
            var first = root.Logits.ToArray(); // llama.cpp keeps its own only until the next step

            for (var next = 0; next < count || _live.Count > 0;)
            {
                for (; next < count && _live.Count < context.Plan.Parallel; next++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Begin(next, root, first, finished);
                }

                if (_live.Count > 0)
                {
                    await context.EvaluateAsync(cancellation).ConfigureAwait(false);
                    Step(finished);
                }
            }
        }
        finally
        {
            foreach (var answer in _live)
            {
                answer.Sequence!.Dispose();
            }
        }
    }

    private void Begin(int index, ILlamaSequence root, ReadOnlySpan<float> logits, Action<DrawnCandidate> finished)
    {
        var answer = new Answer(new CandidateInProgress(index, options, prompt), new AnswerText(texts));
        var token = Draw(answer, logits);
        if (answer.Candidate.Finish is not null)
        {
            finished(answer.Candidate.ToCandidate());
            return;
        }

        answer.Sequence = root.Fork();
        _live.Add(answer);
        answer.Sequence.Append([token]);
    }

    private void Step(Action<DrawnCandidate> finished)
    {
        var kept = 0;
        for (var i = 0; i < _live.Count; i++)
        {
            var answer = _live[i];
            var token = Draw(answer, answer.Sequence!.Logits);
            if (answer.Candidate.Finish is null)
            {
                _live[kept++] = answer;
                answer.Sequence.Append([token]);
            }
            else
            {
                answer.Sequence.Dispose();
                finished(answer.Candidate.ToCandidate());
            }
        }

        _live.RemoveRange(kept, _live.Count - kept);
    }

    private int Draw(Answer answer, ReadOnlySpan<float> logits)
    {
        var token = _sampler.Sample(logits, answer.Candidate.NextUniform());
        if (model.IsEnd(token.Id))
        {
            answer.Candidate.End(token);
        }
        else if (stops.Contains(token.Id))
        {
            answer.Candidate.Stop(token);
        }
        else
        {
            answer.Candidate.Append(token, answer.Text.Add(token.Id));
        }

        return token.Id;
    }

    private sealed record Answer(CandidateInProgress Candidate, AnswerText Text)
    {
        public ILlamaSequence? Sequence { get; set; }
    }
}
