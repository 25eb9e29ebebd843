using System.CommandLine;
using Accelerated.Cli.Commands;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>The options of the commands that draw: which model, which prompts, how many candidates, from which distribution.</summary>
internal sealed class DrawOptions
{
    private readonly ModelOptions _model = new();
    private readonly Option<string> _count = new("-n") { HelpName = "N", Description = "Candidates a prompt.", DefaultValueFactory = _ => "64" };
    private readonly Option<string?> _grid = new("--grid") { HelpName = "GRID", Description = "Score these answers instead of drawing: 1..5, 0..1:0.25, or yes,no,maybe." };
    private readonly Option<string> _prefix = CommonOptions.Text("--prefix", "", "TEXT", "Put before each answer of the grid, such as a space.");
    private readonly Option<string> _suffix = CommonOptions.Text("--suffix", "", "TEXT", "Put behind each answer of the grid; '\\n' is a line's end.");
    private readonly Option<string> _chains = CommonOptions.Text("--chains", "0", "K", "Draw K chains of reasoning at temperature 1 and average the grid's probabilities over them; 0 scores right after the prompt.");
    private readonly Option<string> _bridge = CommonOptions.Text("--bridge", "", "TEXT", "Put between a chain and the answer, such as '\\nAnswer: '.");
    private readonly Option<string> _temperature = CommonOptions.Text("--temperature", "1", "T", "Sampling temperature; 0 is greedy. For a grid: probabilities are raised to 1/T.");
    private readonly Option<string> _topK = CommonOptions.Text("--top-k", "0", "K", "Draw from the K most likely tokens only; 0 keeps all.");
    private readonly Option<string> _topP = CommonOptions.Text("--top-p", "1", "P", "Draw from the fewest tokens that reach this probability; 1 keeps all.");
    private readonly Option<string> _minP = CommonOptions.Text("--min-p", "0", "P", "Drop tokens less likely than this share of the most likely; 0 keeps all.");
    private readonly Option<string> _epsilon = CommonOptions.Text("--epsilon", "0", "P", "Drop tokens less likely than this; 0 keeps all.");
    private readonly Option<string?> _maxTokens = new("--max-tokens") { HelpName = "L", Description = "The most tokens of an answer. Default: 64, and 14 for the sample's titles." };
    private readonly Option<string[]> _stop = new("--stop") { HelpName = "TEXT", Description = "An answer ends before this text; '\\n' is a line's end, and a control token's name means that token. May be given several times." };
    private readonly Option<string[]> _stopToken = new("--stop-token") { HelpName = "ID|NAME", Description = "An answer ends before this token, such as 2 or '<|im_end|>'. May be given several times." };
    private readonly Option<string> _seed = CommonOptions.Text("--seed", "1", "S", "The same seed draws the same candidates for a prompt of the same id.");
    private readonly Option<string?> _template = new("--template") { HelpName = "TEXT", Description = "Makes the prompt from a line's fields: 'Review: {text}\\nTitle:'. Default: the field 'prompt', after a 'system', or 'messages'." };
    private readonly Option<string?> _sample = new("--sample") { HelpName = "titles|stars|records", Description = "Without a FILE: what is asked of the sample reviews. Default: stars for metrics over numbers, else titles." };
    private readonly Option<string> _gold = CommonOptions.Text("--gold", "gold", "FIELD", "The field with the right answer, where lines have one.");
    private readonly Option<string?> _first = new("--first") { HelpName = "K", Description = "Take the first K lines only. Default: all." };

    /// <summary>The options that say what is asked and answered, for which the sample's tasks leave no choice.</summary>
    public IEnumerable<Option> OfTask => [_count, _grid, _prefix, _suffix, _chains, _bridge, _template, _gold, _sample];

    /// <summary>The option that names the right answer's field.</summary>
    public Option Gold => _gold;

    /// <summary>
    /// Whether it is worth saying that the chat template is applied: not where --chat asks for it, nor on the sample, whose questions are
    /// made for it.
    /// </summary>
    public bool SaysTemplate(ParseResult parsed) => !_model.AsksForTemplate(parsed) && parsed.CommandResult.GetValue<string?>("FILE") is not null;

    /// <summary>Threads of the CPU asked for; null where none are.</summary>
    /// <exception cref="OptionException">They are no number.</exception>
    public int? Threads(ParseResult parsed) => _model.Threads(parsed);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _model.AddTo(command);
        foreach (var option in (Option[])[_count, _grid, _prefix, _suffix, _chains, _bridge, _temperature, _topK, _topP, _minP, _epsilon, _maxTokens, _stop, _stopToken, _seed, _template, _sample, _gold, _first])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the options' values.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="sample">The sample that takes the place of a missing file; null where a file is given.</param>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    /// <exception cref="OptionException">A sampling value is outside its range.</exception>
    /// <exception cref="DecodingException">The grid is malformed.</exception>
    public DrawPlan Read(ParseResult parsed, SampleTask? sample)
    {
        sample = Sample(parsed, sample);
        var temperature = CommonOptions.Number("temperature", parsed.GetValue(_temperature)!);
        var stop = parsed.GetValue(_stop)!;
        var maxTokens = parsed.GetValue(_maxTokens);
        var sampling = new SamplingOptions
        {
            Temperature = temperature,
            TopK = CommonOptions.WholeNumber("top-k", parsed.GetValue(_topK)!, 0),
            TopP = CommonOptions.Number("top-p", parsed.GetValue(_topP)!),
            MinP = CommonOptions.Number("min-p", parsed.GetValue(_minP)!),
            Epsilon = CommonOptions.Number("epsilon", parsed.GetValue(_epsilon)!),
            MaxTokens = maxTokens is null ? sample?.MaxTokens ?? new SamplingOptions().MaxTokens : CommonOptions.WholeNumber("max-tokens", maxTokens, 1),
            StopStrings = stop.Length > 0 ? [.. stop.Select(Unescape)] : sample?.Stop ?? [],
            Seed = CommonOptions.Seed(parsed.GetValue(_seed)!),
        };
        var count = CommonOptions.WholeNumber("n", parsed.GetValue(_count)!, 1);
        sampling.Validate(count);
        var grid = parsed.GetValue(_grid) ?? sample?.Grid;
        var plan = new DrawPlan(
            _model.Read(parsed),
            count,
            sampling,
            parsed.GetValue(_stopToken)!,
            grid is null ? null : new GridOptions(Grid.Parse(grid))
            {
                Prefix = Unescape(parsed.GetValue(_prefix)!),
                Suffix = Unescape(parsed.GetValue(_suffix)!),
                Temperature = temperature,
                Chains = CommonOptions.WholeNumber("chains", parsed.GetValue(_chains)!, 0),
                Bridge = Unescape(parsed.GetValue(_bridge)!),
            },
            parsed.GetValue(_template) is { } template ? new PromptTemplate(Unescape(template)) : null,
            sample,
            parsed.GetResult(_gold) is { Implicit: false } || sample?.Gold is null ? parsed.GetValue(_gold)! : sample.Gold,
            parsed.GetValue(_first) is { } first ? CommonOptions.WholeNumber("first", first, 1) : int.MaxValue);
        plan.GridOf("1")?.Validate();
        if (grid is null && CommonOptions.FirstGiven(parsed, _prefix, _suffix, _chains, _bridge) is { } idle)
        {
            throw new OptionException(idle.Name, $"{idle.Name} is about the answers of a grid, and none is given. Name them with --grid, or leave it out.");
        }

        return plan;
    }

    // A title is not one of a few answers, so a grid on the sample is one of stars.
    private SampleTask? Sample(ParseResult parsed, SampleTask? byDefault)
    {
        var name = parsed.GetValue(_sample);
        if (name is null)
        {
            return byDefault is not null && parsed.GetValue(_grid) is not null ? SampleTask.Stars : byDefault;
        }

        return byDefault is not null
            ? CommonOptions.OneOf("sample", name, [.. SampleTask.All.Select(task => (task.Name, task))])
            : throw new OptionException("sample", "--sample is about the reviews that come with the tool, and a FILE is given. Leave one of them out.");
    }

    private static string Unescape(string text) => text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal);
}
