using System.CommandLine;
using Accelerated.Cli.Commands;
using Accelerated.Inference;
using Accelerated.Inference.Grids;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>The options of the commands that draw: which model, which prompts, how many candidates, from which distribution.</summary>
internal sealed class DrawOptions
{
    private readonly ModelOptions _model = new();
    private readonly Option<string> _count = CommonOptions.Text("-n", "64", "N", "Candidates per prompt.");
    private readonly Option<string?> _grid = CommonOptions.Optional(
        "--grid", "GRID", "Answers to score instead of drawing, e.g. 1..5, 0..1:0.25, or yes,no,maybe.");

    private readonly Option<string> _prefix = CommonOptions.Text(
        "--prefix", "", "TEXT", "Text before each answer of the grid, e.g. a space.");

    private readonly Option<string> _suffix = CommonOptions.Text(
        "--suffix", "", "TEXT", "Text after each answer of the grid; '\\n' is a line break.");

    private readonly Option<string> _chains = CommonOptions.Text(
        "--chains", "0", "K",
        "Chains of reasoning to draw at temperature 1 and average the grid's probabilities over; 0 scores right after the prompt.");

    private readonly Option<string> _bridge = CommonOptions.Text(
        "--bridge", "", "TEXT", "Text between a chain and the answer, e.g. '\\nAnswer: '.");

    private readonly Option<string> _temperature = CommonOptions.Text(
        "--temperature", "1", "T", "Sampling temperature; 0 is greedy. For a grid: probabilities are raised to the power 1/T.");

    private readonly Option<string> _topK = CommonOptions.Text(
        "--top-k", "0", "K", "Sample from the K most likely tokens only; 0 keeps all.");

    private readonly Option<string> _topP = CommonOptions.Text(
        "--top-p", "1", "P", "Sample from the fewest tokens whose probabilities sum to P; 1 keeps all.");

    private readonly Option<string> _minP = CommonOptions.Text(
        "--min-p", "0", "P", "Drop tokens less likely than P times the most likely one; 0 keeps all.");

    private readonly Option<string> _epsilon = CommonOptions.Text(
        "--epsilon", "0", "P", "Drop tokens less likely than P; 0 keeps all.");

    private readonly Option<string?> _maxTokens = CommonOptions.Optional(
        "--max-tokens", "L", "Maximum tokens of an answer. Default: 64; 14 for the sample's titles.");

    private readonly Option<string[]> _stop = new("--stop")
    {
        HelpName = "TEXT",
        Description = "End an answer before this text; '\\n' is a line break, a control token's name means that token. Repeatable.",
    };

    private readonly Option<string[]> _stopToken = new("--stop-token")
    {
        HelpName = "ID|NAME",
        Description = "End an answer before this token, e.g. 2 or '<|im_end|>'. Repeatable.",
    };

    private readonly Option<string> _seed = CommonOptions.Text(
        "--seed", "1", "S", "Seed; the same seed draws the same candidates for a prompt with the same id.");

    private readonly Option<string?> _template = CommonOptions.Optional(
        "--template", "TEXT",
        "Prompt made from a line's fields, e.g. 'Review: {text}\\nTitle:'. Default: 'prompt', after any 'system', or 'messages'.");

    private readonly Option<string?> _sample = CommonOptions.Optional(
        "--sample", "titles|stars|records",
        "Task on the sample reviews, without a FILE. Default: stars for numeric metrics, records for 'record', otherwise titles.");

    private readonly Option<string> _gold = CommonOptions.Text(
        "--gold", "gold", "FIELD", "Field with the right answer, if lines have one; '$' is the whole line, for a metric over records.");

    private readonly Option<string?> _first = CommonOptions.Optional(
        "--first", "K", "Number of lines to process, from the first. Default: all.");

    /// <summary>The options that the tasks of the sample table set themselves.</summary>
    public IEnumerable<Option> OfTask => [_count, _grid, _prefix, _suffix, _chains, _bridge, _template, _gold, _sample];

    /// <summary>The option that names the field with the right answer.</summary>
    public Option Gold => _gold;

    /// <summary>
    /// Whether to note that the chat template is applied: not with an explicit --chat, nor on the sample, which expects it.
    /// </summary>
    public bool NotesTemplate(ParseResult parsed) =>
        !_model.AsksForTemplate(parsed) && parsed.CommandResult.GetValue<string?>("FILE") is not null;

    /// <summary>The value of --threads; null if it is not given.</summary>
    /// <exception cref="OptionException">The value is not an allowed number.</exception>
    public int? Threads(ParseResult parsed) => _model.Threads(parsed);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _model.AddTo(command);
        Option[] options =
        [
            _count, _grid, _prefix, _suffix, _chains, _bridge, _temperature, _topK, _topP, _minP, _epsilon, _maxTokens, _stop, _stopToken,
            _seed, _template, _sample, _gold, _first,
        ];
        Array.ForEach(options, command.Add);
    }

    /// <summary>Reads the options' values.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="sample">The task on the sample if no file is given; null for a file.</param>
    /// <exception cref="OptionException">A value is not allowed.</exception>
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
            MaxTokens = maxTokens is null
                ? sample?.MaxTokens ?? new SamplingOptions().MaxTokens
                : CommonOptions.WholeNumber("max-tokens", maxTokens, 1),
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
            CommonOptions.IsGiven(parsed, _gold) || sample?.Gold is null ? parsed.GetValue(_gold)! : sample.Gold,
            parsed.GetValue(_first) is { } first ? CommonOptions.WholeNumber("first", first, 1) : int.MaxValue);
        plan.GridOf("1")?.Validate();
        if (grid is null && CommonOptions.FirstGiven(parsed, _prefix, _suffix, _chains, _bridge) is { } unused)
        {
            throw new OptionException(unused.Name, $"{unused.Name} requires --grid. Add it, e.g. --grid 1..5, or leave {unused.Name} out.");
        }

        return plan;
    }

    // Titles are free text, so a grid on the sample can only score stars.
    private SampleTask? Sample(ParseResult parsed, SampleTask? byDefault)
    {
        var name = parsed.GetValue(_sample);
        if (name is null)
        {
            return byDefault is not null && parsed.GetValue(_grid) is not null ? SampleTask.Stars : byDefault;
        }

        return byDefault is not null
            ? CommonOptions.OneOf("sample", name, [.. SampleTask.All.Select(task => (task.Name, task))])
            : throw new OptionException("sample", "--sample applies without a FILE only. Leave one of the two out.");
    }

    private static string Unescape(string text) =>
        text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal);
}
