using System.Globalization;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>What to draw or score, from which model, for which prompts.</summary>
/// <param name="Model">The model.</param>
/// <param name="Count">Candidates a prompt.</param>
/// <param name="Sampling">How they are drawn.</param>
/// <param name="StopTokens">Tokens that end an answer, by id or by name.</param>
/// <param name="Grid">The answers to score instead; null where candidates are drawn.</param>
/// <param name="Template">Makes prompts from fields; null for the fields <c>prompt</c> or <c>messages</c>, or for the sample's.</param>
/// <param name="Sample">What is asked of the sample; null where a file is given.</param>
/// <param name="Gold">The field with the right answer.</param>
/// <param name="First">The most lines to take.</param>
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
    /// <summary>The plan for a model that is open: the sample's prompts in its form, and stop tokens by their ids.</summary>
    /// <exception cref="OptionException">A stop token is none of the model's, or the sample's task suits instruct models only.</exception>
    public DrawPlan For(OpenedModel model)
    {
        var isPlain = model.Local is { HasChatTemplate: false };
        var template = Template ?? (isPlain ? Sample?.Plain : Sample?.Question);
        if (Sample is not null && template is null)
        {
            throw new OptionException("sample", $"--sample {Sample.Name} asks a question, and {model.Source.Name} has no chat template. Use an instruct model, or --sample titles.");
        }

        return this with { Template = template, Sampling = Sampling with { StopTokens = [.. StopTokens.Select(token => TokenId(token, model))] } };
    }

    /// <summary>The sampling options of one prompt: a seed of its own, from its id.</summary>
    public SamplingOptions SamplingOf(string id) => Sampling with { Seed = DrawStream.DeriveSeed(Sampling.Seed, id) };

    /// <summary>The grid of one prompt, whose chains have a seed of their own.</summary>
    public GridOptions? GridOf(string id) => Grid is null ? null : Grid with { Sampling = SamplingOf(id) with { Temperature = 1 } };

    private static int TokenId(string token, OpenedModel model)
    {
        if (model.Local is not { } local)
        {
            throw new OptionException("stop-token", $"--stop-token is about models on this machine; {model.Source.Name} knows texts only. Use --stop.");
        }

        int? id = int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? IsToken(number, local) ? number : null
            : local.FindToken(token);
        return id ?? throw new OptionException("stop-token", $"Invalid value '{token}' for --stop-token: expected the id or the name of a token of {model.Source.Name}.");
    }

    // A model checks the ids of the prompts it encodes.
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
