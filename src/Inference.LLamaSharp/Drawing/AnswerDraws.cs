namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>Draws the next token of each answer from the logits of a step, on several threads where there are enough of them.</summary>
internal sealed class AnswerDraws
{
    private const long Few = 1 << 19; // logits in all: below, waking other threads takes longer than what they would take over
    private readonly List<Answer> _answers = [];

    /// <summary>Draws for all requests.</summary>
    public void Run(IReadOnlyList<Request> requests, ILlamaContext context)
    {
        _answers.Clear();
        foreach (var request in requests)
        {
            request.CollectAnswers(_answers);
        }

        var workers = Math.Min(Environment.ProcessorCount, _answers.Count);
        if (workers < 2 || _answers.Count * (long)context.Vocabulary < Few)
        {
            Draw(context, 0, 1);
            return;
        }

        Parallel.For(0, workers, worker => Draw(context, worker, workers));
    }

    private void Draw(ILlamaContext context, int worker, int workers)
    {
        for (var i = worker; i < _answers.Count; i += workers)
        {
            _answers[i].Draw(context, worker);
        }
    }
}
