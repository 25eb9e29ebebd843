using Accelerated.Inference;

namespace Accelerated.Cli.Drawing;

/// <summary>What to draw or score, from which model, for which prompts.</summary>
/// <param name="Model">The model.</param>
/// <param name="Count">Candidates a prompt.</param>
/// <param name="Sampling">How they are drawn.</param>
/// <param name="Grid">The answers to score instead; null where candidates are drawn.</param>
/// <param name="Template">Makes prompts from fields; null for the field <c>prompt</c>.</param>
/// <param name="Gold">The field with the right answer.</param>
/// <param name="First">The most lines to take.</param>
internal sealed record DrawPlan(ModelFile Model, int Count, SamplingOptions Sampling, GridOptions? Grid, PromptTemplate? Template, string Gold, int First)
{
    /// <summary>The sampling options of one prompt: a seed of its own for each line.</summary>
    public SamplingOptions SamplingOf(long line) => Sampling with { Seed = DrawStream.DeriveSeed(Sampling.Seed, line) };

    /// <summary>The grid of one prompt, whose chains have a seed of their own.</summary>
    public GridOptions? GridOf(long line) => Grid is null ? null : Grid with { Sampling = SamplingOf(line) with { Temperature = 1 } };
}
