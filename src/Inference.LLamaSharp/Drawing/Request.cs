using System.Diagnostics;

namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>
/// What one caller asks for: a prompt, evaluated once in a sequence of its own, and branches that go on from there, each in a slot: a
/// sequence that shares the prompt's cells. Used by the scheduler's thread only.
/// </summary>
/// <param name="prompt">The prompt's tokens, at least one.</param>
/// <param name="branches">Branches in all.</param>
/// <param name="longest">Tokens of the longest branch.</param>
/// <param name="cancellationToken">Ends it.</param>
internal abstract class Request(int[] prompt, int branches, int longest, CancellationToken cancellationToken)
{
    /// <summary>The prompt's tokens.</summary>
    public int[] Prompt => prompt;

    /// <summary>Branches in all.</summary>
    public int Branches => branches;

    /// <summary>Tokens of the longest branch.</summary>
    public int Longest => longest;

    /// <summary>Ends it.</summary>
    public CancellationToken Cancellation => cancellationToken;

    /// <summary>When it was made.</summary>
    public long Arrived { get; } = Stopwatch.GetTimestamp();

    /// <summary>The sequence of the prompt; -1 while it waits.</summary>
    public int Root { get; private set; } = -1;

    /// <summary>Tokens of the prompt that have been evaluated, or are in the batch.</summary>
    public int Evaluated { get; private set; }

    /// <summary>Slots that it has been given and not handed back.</summary>
    public int Slots { get; protected set; }

    /// <summary>What a context is planned by.</summary>
    public (int Prompt, int Branches, int Longest) Need => (prompt.Length, branches, longest);

    /// <summary>Branches that can begin as soon as there are slots for them.</summary>
    public abstract int ToBegin { get; }

    /// <summary>Slots in which no branch has begun.</summary>
    public abstract int Unused { get; }

    /// <summary>Whether all is done.</summary>
    public abstract bool IsDone { get; }

    /// <summary>Results asked for.</summary>
    public abstract int Requested { get; }

    /// <summary>Results handed over so far.</summary>
    public virtual int Finished => 0;

    /// <summary>Whether its branches can begin.</summary>
    protected bool HasPrompt { get; private set; }

    /// <summary>The sequences of the context it runs in; null while it waits.</summary>
    protected Sequences? Sequences { get; private set; }

    private int _row = -1;

    /// <summary>Begins, or begins again, with one slot.</summary>
    public void Start(Sequences sequences)
    {
        Sequences = sequences;
        Root = sequences.Take();
        Slots = 1;
    }

    /// <summary>Gives it slots beside those it has.</summary>
    public void Grant(int slots) => Slots += slots;

    /// <summary>Stops where no branch is under way; what has not begun is done after another <see cref="Start"/>.</summary>
    public void Stop()
    {
        if (Sequences is not null)
        {
            GiveUpBranches();
            Sequences.Return(Root);
        }

        (Sequences, Root, Evaluated, Slots, HasPrompt, _row) = (null, -1, 0, 0, false, -1);
    }

    /// <summary>Adds tokens of the prompt to a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>How many.</returns>
    public int AppendPrompt(StepBatch batch, int most)
    {
        var count = Math.Min(most, prompt.Length - Evaluated);
        for (var i = 0; i < count; i++)
        {
            var row = batch.Add(prompt[Evaluated], Evaluated, Root, Evaluated == prompt.Length - 1);
            if (++Evaluated == prompt.Length)
            {
                _row = row;
            }
        }

        return count;
    }

    /// <summary>Adds the next token of each branch to a batch.</summary>
    public abstract void AppendBranches(StepBatch batch);

    /// <summary>Reads the logits after the prompt, where the batch that was evaluated had its end.</summary>
    public void ReadPrompt(ILlamaContext context)
    {
        if (_row >= 0)
        {
            KeepFirst(context.Logits(_row));
            HasPrompt = true;
            _row = -1;
        }
    }

    /// <summary>
    /// Adds the answers whose next token is to be drawn, from the logits of the last evaluation or from those after the prompt.
    /// </summary>
    public virtual void CollectAnswers(List<Answer> answers)
    {
    }

    /// <summary>Goes on after the answers have been drawn: hands over what is finished, takes sequences for what has begun.</summary>
    public abstract void Settle(ILlamaContext context);

    /// <summary>Tells the caller that all is done.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller what went wrong.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Keeps a copy of the logits after the prompt: those of the context are gone with the next step.</summary>
    protected abstract void KeepFirst(ReadOnlySpan<float> logits);

    /// <summary>Returns the sequences of all branches.</summary>
    protected abstract void GiveUpBranches();
}
