using System.Text.RegularExpressions;
using Accelerated.Cli.Input.Records;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input.Formats.Tables;

/// <summary>Which column of a table means what; -1 where there is none.</summary>
internal sealed partial class TableColumns
{
    private static readonly string[] Ids =
        ["id", "doc_id", "question_id", "qid", "query_id", "custom_id", "task_id", "problem", "problem_id", "example_id", "key"];

    private static readonly string[] Lists =
        ["candidates", "responses", "generations", "completions", "outputs", "answers", "predictions", "samples", "hypotheses"];

    private static readonly string[] Texts =
    [
        "candidate", "text", "response", "generation", "completion", "output", "prediction", "hypothesis", "hyp", "answer",
        "generated_text", "translation", "transcription",
    ];

    private static readonly string[] Golds =
        ["gold", "target", "ground_truth", "gold_answer", "reference_answer", "reference", "ref", "correct_answer", "solution", "label"];

    private static readonly string[] LogProbabilities = ["logprob", "log_prob", "log_probability", "cumulative_logprob", "sum_logprob"];
    private static readonly string[] Hypotheses = ["hypothesis", "hyp", "prediction", "candidate", "mt", "output", "response", "system"];
    private static readonly string[] References = ["reference", "ref", "gold", "target", "label", "references"];
    private static readonly string[] Sources = ["source", "system", "model", "worker"];

    private TableColumns(IReadOnlyList<string> names, InputSettings settings)
    {
        Names = names;
        Id = Column(names, settings.Id?.Text, "id", Ids);
        List = Column(names, null, "", Lists);
        Text = Column(names, null, "", Texts);
        Gold = Column(names, settings.Gold?.Text, "gold", Golds);
        LogProbability = Column(names, null, "", LogProbabilities);
        Weight = Column(names, null, "", ["weight"]);
        Source = Column(names, null, "", Sources);
        Wide = [.. Enumerable.Range(0, names.Count).Where(i => Numbered().IsMatch(names[i]))];
        if (settings.Candidates is { } named)
        {
            List = Column(names, named.Text, "candidates", []);
            Wide = [];
        }

        Hypothesis = Column(names, settings.Candidates?.Text, "candidates", Hypotheses);
        Reference = Column(names, settings.Gold?.Text, "gold", References);
    }

    /// <summary>The names of all columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The id, by which rows are grouped.</summary>
    public int Id { get; }

    /// <summary>The candidates as a list; or, in the column that an option names, one of them.</summary>
    public int List { get; }

    /// <summary>A candidate.</summary>
    public int Text { get; }

    /// <summary>Candidates in columns of their own, such as <c>response_1</c>.</summary>
    public IReadOnlyList<int> Wide { get; }

    /// <summary>The right answer.</summary>
    public int Gold { get; }

    /// <summary>The candidate's log-probability.</summary>
    public int LogProbability { get; }

    /// <summary>The candidate's weight.</summary>
    public int Weight { get; }

    /// <summary>Where the candidate is from.</summary>
    public int Source { get; }

    /// <summary>The hypothesis of a pair.</summary>
    public int Hypothesis { get; }

    /// <summary>The reference of a pair.</summary>
    public int Reference { get; }

    /// <summary>Whether rows hold what a command reads.</summary>
    public bool Serve(InputUse use) =>
        (use.HasFlag(InputUse.Problems) && HasCandidates)
        || (use.HasFlag(InputUse.Pairs) && Hypothesis >= 0 && Reference >= 0)
        || (use.HasFlag(InputUse.Prompts) && (Names.Contains("prompt") || Names.Count > 1));

    /// <summary>Whether rows hold candidates.</summary>
    public bool HasCandidates => List >= 0 || Text >= 0 || Wide.Count > 1;

    /// <summary>Finds the columns.</summary>
    /// <exception cref="OptionException">An option names a column that is not there.</exception>
    public static TableColumns Of(IReadOnlyList<string> names, InputSettings settings) => new(names, settings);

    private static int Column(IReadOnlyList<string> names, string? given, string option, string[] usual)
    {
        if (given is not null)
        {
            var index = names.ToList().IndexOf(given);
            return index >= 0 ? index : throw new OptionException(
                option, $"Invalid value '{given}' for --{option}: expected one of the columns {string.Join(", ", names)}.");
        }

        foreach (var name in usual)
        {
            for (var i = 0; i < names.Count; i++)
            {
                if (names[i].Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    [GeneratedRegex(
        @"^(candidate|response|output|answer|hypothesis|hyp|generation|completion|prediction|sample|text)[_ .-]?\d+$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Numbered();
}
