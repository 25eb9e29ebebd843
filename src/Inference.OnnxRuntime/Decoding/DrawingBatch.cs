using Accelerated.Inference.OnnxRuntime.Text;
using Microsoft.ML.OnnxRuntime;

namespace Accelerated.Inference.OnnxRuntime.Decoding;

/// <summary>
/// Draws some candidates of a prompt together. Candidates that have the same tokens so far share one row; rows split where their
/// candidates part, and go where they have ended.
/// </summary>
internal sealed class DrawingBatch(DecodingRows rows, EvaluatedPrompt prompt, AnswerRules answers)
{
    private readonly TokenSampler _sampler = new(answers.Options);
    private readonly Dictionary<(int Row, int Token), int> _groups = [];
    private List<List<Member>> _members = [];

    /// <summary>Draws the candidates <paramref name="first"/>..<paramref name="first"/> + <paramref name="count"/> - 1.</summary>
    public void Draw(int first, int count, RunOptions run, Action<DrawnCandidate> finished, CancellationToken cancellationToken)
    {
        rows.Restore(prompt.Cache, prompt.Length, count, prompt.Length + answers.Prompt.Answer);
        _members = [[.. Enumerable.Range(first, count).Select(Begin)]];
        for (var atStart = true; ; atStart = false)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (parents, tokens, members) = SampleRows(atStart, finished);
            if (members.Count == 0)
            {
                return;
            }

            Step(parents, tokens, members, run);
        }
    }

    private Member Begin(int index) =>
        new(new CandidateInProgress(index, answers.Options, answers.Prompt), answers.Vocabulary.CreateReader());

    private (int[] Parents, int[] Tokens, List<List<Member>> Members) SampleRows(bool atStart, Action<DrawnCandidate> finished)
    {
        _groups.Clear();
        var parents = new List<int>();
        var tokens = new List<int>();
        var members = new List<List<Member>>();
        for (var row = 0; row < _members.Count; row++)
        {
            var logits = atStart ? prompt.Logits : rows.Logits(row);
            _sampler.Read(logits);
            foreach (var member in _members[row])
            {
                var token = _sampler.Draw(logits, member.Candidate.NextUniform());
                if (IsFinished(member, token))
                {
                    finished(member.Candidate.ToCandidate());
                    continue;
                }

                if (!_groups.TryGetValue((row, token.Id), out var group))
                {
                    group = parents.Count;
                    _groups.Add((row, token.Id), group);
                    parents.Add(row);
                    tokens.Add(token.Id);
                    members.Add([]);
                }

                members[group].Add(member);
            }
        }

        return ([.. parents], [.. tokens], members);
    }

    private bool IsFinished(Member member, SampledToken token)
    {
        if (answers.EndTokens.Contains(token.Id))
        {
            member.Candidate.End(token);
        }
        else if (answers.StopTokens.Contains(token.Id))
        {
            member.Candidate.Stop(token);
        }
        else
        {
            return member.Candidate.Append(token, member.Reader.Read(token.Id));
        }

        return true;
    }

    private void Step(int[] parents, int[] tokens, List<List<Member>> members, RunOptions run)
    {
        var slots = new int[parents.Length];
        rows.Arrange(parents, slots);
        var placed = new int[parents.Length];
        var order = new List<Member>[parents.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            placed[slots[i]] = tokens[i];
            order[slots[i]] = members[i];
        }

        _members = [.. order];
        rows.Append(placed, 1, run);
    }

    private sealed record Member(CandidateInProgress Candidate, ITokenReader Reader);
}
