using System.CommandLine;
using Accelerated.Inference;
using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>What other options say about an evaluation.</summary>
/// <param name="Metrics">The metrics that decide and measure.</param>
/// <param name="Weights">Where weights come from.</param>
/// <param name="Extractor">Finds the answer in a text; null if the text is the answer.</param>
/// <param name="Resamples">Resamples for each interval.</param>
internal sealed record EvaluationSettings(
    IReadOnlyList<Metric> Metrics, WeightSource Weights, IAnswerExtractor? Extractor, int Resamples);

/// <summary>The options of <c>evaluate</c> on what is compared and how.</summary>
internal sealed class EvaluateOptions
{
    private readonly Option<string> _unanswered = CommonOptions.Text(
        "--unanswered", "wrong", "wrong|drop|refuse",
        "An item for which a rule has no answer: has the metric's worst value (left out if there is none), is left out, or is a bad line.");

    private readonly Option<string> _goldReduce = CommonOptions.Text(
        "--gold-reduce", "max", "max|mean", "With several right answers: the value against the one that suits best, or the mean over them.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_unanswered, _goldReduce];
        Array.ForEach(options, command.Add);
    }

    /// <summary>Reads the options' values.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    public EvaluationOptions Read(ParseResult parsed, EvaluationSettings settings) => new(settings.Metrics)
    {
        Weights = settings.Weights,
        Extractor = settings.Extractor,
        Resamples = settings.Resamples,
        Unanswered = CommonOptions.OneOf(
            "unanswered",
            parsed.GetValue(_unanswered)!,
            ("wrong", UnansweredItems.Wrong),
            ("drop", UnansweredItems.Drop),
            ("refuse", UnansweredItems.Refuse)),
        GoldReduction = CommonOptions.OneOf(
            "gold-reduce", parsed.GetValue(_goldReduce)!, ("max", GoldReduction.Best), ("mean", GoldReduction.Mean)),
    };
}
