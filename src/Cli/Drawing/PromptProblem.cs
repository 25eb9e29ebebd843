using Accelerated.Inference;
using Accelerated.Inference.Grids;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>Turns prompts into problems, for comparing rules.</summary>
internal sealed class PromptProblem(OpenedModel model, DrawPlan plan, DrawNotes notes)
{
    /// <summary>The plan.</summary>
    public DrawPlan Plan => plan;

    /// <summary>Draws candidates.</summary>
    public ICandidateSource Source => model.Source;

    /// <summary>The notes on drawing.</summary>
    public DrawNotes Notes => notes;

    /// <summary>A problem, and the model's greedy answer if candidates are drawn.</summary>
    public sealed record Drawn(Problem Problem, Candidate? Greedy)
    {
        /// <summary>The probability outside the grid; null where candidates are drawn.</summary>
        public double? OutsideGrid { get; init; }

        /// <summary>Why fewer candidates than requested were drawn; null if none is missing.</summary>
        public SourceException? Failure { get; init; }
    }

    /// <summary>Draws the candidates of a line, or scores its grid.</summary>
    public async Task<Drawn> DrawAsync(PromptItem item, CancellationToken cancellation)
    {
        notes.Add(item.Prompt);
        if (plan.GridOf(item.Id) is { } grid)
        {
            var scores = await new GridScorer(model.Scorer, grid, model.Source).ScoreAsync(item.Prompt, cancellation).ConfigureAwait(false);
            notes.Add(scores.Chains, scores.DroppedPromptTokens);
            return new Drawn(new Problem(item.Id, scores.Votes) { Gold = item.Gold }, null)
            {
                Failure = scores.Failure,
                OutsideGrid = scores.Outside,
            };
        }

        var set = await DrawnSet
            .CollectAsync(model.Source, item.Prompt, plan.Count, plan.SamplingOf(item.Id), cancellation).ConfigureAwait(false);
        notes.Add(set.Candidates);
        var sampling = plan.Sampling with { Temperature = 0, TopK = 0, TopP = 1, MinP = 0, Epsilon = 0 };
        var greedy = await DrawnSet.CollectAsync(model.Source, item.Prompt, 1, sampling, cancellation).ConfigureAwait(false);
        var language = item.Prompt.Language;
        var problem = new Problem(item.Id, [.. set.Candidates.Select(candidate => candidate.ToCandidate(language))]) { Gold = item.Gold };
        return new Drawn(problem, greedy.Candidates[0].ToCandidate(language)) { Failure = set.Failure };
    }
}
