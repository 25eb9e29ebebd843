using System.Globalization;
using Accelerated.Inference;
using Accelerated.Inference.Grids;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>What to draw or score, from which model, for which prompts.</summary>
/// <param name="Model">The model.</param>
/// <param name="Count">Candidates per prompt.</param>
/// <param name="Sampling">How they are drawn.</param>
/// <param name="StopTokens">Tokens that end an answer, by id or by name.</param>
/// <param name="Grid">The answers to score instead; null if candidates are drawn.</param>
/// <param name="Template">Makes prompts from fields; null for the fields <c>prompt</c> or <c>messages</c>, or for the sample's.</param>
/// <param name="Sample">The task on the sample; null for a file.</param>
/// <param name="Gold">The field with the right answer.</param>
/// <param name="First">Maximum number of lines to process.</param>
internal sealed record DrawPlan(
    ModelFile Model,
    int Count,
    SamplingOptions Sampling,
    IReadOnlyList<string> StopTokens,
    GridOptions? Grid,
    PromptTemplate? Template,
    SampleTask? Sample,
    string Gold,
    int First)
{
    /// <summary>The value of <see cref="Gold"/> that means the whole line.</summary>
    public const string WholeLine = "$";

    /// <summary>Reads the right answer in a whole line; null where the plan's field holds it.</summary>
    public RecordMetric? GoldRecord { get; init; }

    /// <summary>Whether several candidates are drawn that can only be the same.</summary>
    public bool IsGreedy => Grid is null && Count > 1 && Sampling.Temperature == 0;

    /// <summary>The plan for an opened model: the sample's prompts in its form, and the ids of stop tokens.</summary>
    /// <exception cref="OptionException">The model does not have a stop token, or the sample's task requires an instruct model.</exception>
    public DrawPlan For(OpenedModel model)
    {
        var isPlain = model.Local is { HasChatTemplate: false };
        var template = Template ?? (isPlain ? Sample?.Plain : Sample?.Question);
        if (Sample is not null && template is null)
        {
            throw new OptionException(
                "sample",
                $"--sample {Sample.Name} requires a chat template; {model.Source.Name} has none. "
                + "Use an instruct model, or --sample titles.");
        }

        int[] stopTokens = [.. StopTokens.Select(token => TokenId(token, model))];
        return this with { Template = template, Sampling = Sampling with { StopTokens = stopTokens } };
    }

    /// <summary>The sampling options of one prompt, with a seed derived from its id.</summary>
    public SamplingOptions SamplingOf(string id) => Sampling with { Seed = DrawStream.DeriveSeed(Sampling.Seed, id) };

    /// <summary>The grid of one prompt, with its seed for the chains.</summary>
    public GridOptions? GridOf(string id) => Grid is null ? null : Grid with { Sampling = SamplingOf(id) with { Temperature = 1 } };

    private static int TokenId(string token, OpenedModel model)
    {
        if (model.Local is not { } local)
        {
            throw new OptionException(
                "stop-token", $"--stop-token applies to local models only; {model.Source.Name} accepts texts. Use --stop.");
        }

        int? id = int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? IsToken(number, local) ? number : null
            : local.FindToken(token);
        return id ?? throw new OptionException(
            "stop-token", $"Invalid value '{token}' for --stop-token: expected the id or the name of a token of {model.Source.Name}.");
    }

    // Encoding a prompt is the one public check of a token id.
    private static bool IsToken(int id, ILanguageModel model)
    {
        try
        {
            return model.Encode(new Prompt("") { Tokens = [id] }).Count == 1;
        }
        catch (PromptException)
        {
            return false;
        }
    }
}
