using Accelerated.Inference.LLamaSharp.Tokens;

namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>One answer under way. Its draws touch nothing that another answer's do, so answers are drawn by several threads.</summary>
internal sealed class Answer(DrawRequest request, int index)
{
    private readonly AnswerText _text = new(request.Texts);

    /// <summary>What has been drawn.</summary>
    public CandidateInProgress Candidate { get; } = new(index, request.Options, request.Encoded);

    /// <summary>Its sequence; -1 where it has none yet.</summary>
    public int Sequence { get; set; } = -1;

    /// <summary>The row of its last token in the batch; -1 where it goes on from the prompt.</summary>
    public int Row { get; set; } = -1;

    /// <summary>The last token drawn.</summary>
    public int Token { get; private set; }

    /// <summary>What went wrong in the last draw; null where nothing.</summary>
    public SamplingException? Error { get; private set; }

    /// <summary>Draws the next token.</summary>
    /// <param name="context">Has the logits, if the answer has a row.</param>
    /// <param name="worker">Which of the threads that draw at once.</param>
    public void Draw(ILlamaContext context, int worker)
    {
        try
        {
            var token = request.Draw(context, Row, Candidate.NextUniform(), worker);
            Token = token.Id;
            if (request.Model.IsEnd(token.Id))
            {
                Candidate.End(token);
            }
            else if (request.Stops.Contains(token.Id))
            {
                Candidate.Stop(token);
            }
            else
            {
                Candidate.Append(token, _text.Add(token.Id));
            }
        }
        catch (SamplingException exception)
        {
            Error = exception;
        }
    }
}
