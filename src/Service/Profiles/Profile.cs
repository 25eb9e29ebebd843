using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;
using Accelerated.Service.Http;

namespace Accelerated.Service.Profiles;

/// <summary>How answers are drawn and decided where a request does not say.</summary>
internal sealed record Profile
{
    /// <summary>The name of the profile that is used where a request names none.</summary>
    public const string Default = "default";

    /// <summary>The most tokens of an answer where nothing is said, for models of any kind.</summary>
    public const int UsualTokens = 512;

    /// <summary>The metric, as <see cref="MetricCatalogue.Parse"/> reads it.</summary>
    public string Metric { get; init; } = "token-f1";

    /// <summary>The JSON schema of a record that is asked for, which decides in the metric's place; null where none is.</summary>
    public string? Schema { get; init; }

    /// <summary>
    /// The rule; null for the closed form of metrics over records and numbers where nothing else about the decision is set, and
    /// candidates otherwise.
    /// </summary>
    public SelectionRule? Rule { get; init; }

    /// <summary>How many candidates are drawn, at least 1.</summary>
    public int Candidates { get; init; } = 16;

    /// <summary>How they are drawn.</summary>
    public SamplingOptions Sampling { get; init; } = new() { MaxTokens = UsualTokens };

    /// <summary>What finds the answer in a text, as <see cref="AnswerExtractor.Parse"/> reads it; null for the whole text.</summary>
    public string? Extract { get; init; }

    /// <summary>Where the votes' weights come from.</summary>
    public WeightSource Weights { get; init; }

    /// <summary>How a row of utilities is reduced.</summary>
    public Risk Risk { get; init; }

    /// <summary>Whether a candidate votes for itself.</summary>
    public SelfPair Self { get; init; }

    /// <summary>Where pairs are computed.</summary>
    public EngineChoice Engine { get; init; }

    /// <summary>CPU threads of a selection, at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The profile with the fields of an object that name decisions: metric, rule, weights, risk, self, extract.</summary>
    /// <exception cref="RequestException">A field's value is not allowed.</exception>
    /// <exception cref="OptionException">The metric, the risk or the extractor is unknown.</exception>
    public Profile WithDecision(JsonFields fields)
    {
        var metric = fields.Text("metric");
        var risk = fields.Text("risk");
        var extract = fields.Text("extract");
        if (metric is not null)
        {
            Check(() => MetricCatalogue.Parse(metric), "metric");
        }

        if (extract is not null)
        {
            Check(() => AnswerExtractor.Parse(extract), "extract");
        }

        return this with
        {
            Metric = metric ?? Metric,
            Rule = fields.OneOf<SelectionRule?>(
                "rule",
                metric is null ? Rule : null,
                [("auto", null), .. SelectionRules.Names.Select(named => (named.Name, (SelectionRule?)named.Rule))]),
            Weights = fields.OneOf(
                "weights",
                Weights,
                ("uniform", WeightSource.Uniform),
                ("logprob", WeightSource.LogProbability),
                ("logprob-per-token", WeightSource.LogProbabilityPerToken),
                ("given", WeightSource.Given)),
            Risk = risk is null ? Risk : Check(() => Risk.Parse(risk), "risk"),
            Self = fields.OneOf("self", Self, ("include", SelfPair.Include), ("exclude", SelfPair.Exclude)),
            Extract = extract ?? Extract,
        };
    }

    /// <summary>The profile with the fields of an object that name how candidates are drawn.</summary>
    /// <param name="fields">The object.</param>
    /// <param name="limits">The most that may be asked for.</param>
    /// <exception cref="RequestException">A field's value is not allowed.</exception>
    public Profile WithDrawing(JsonFields fields, ServiceLimits limits)
    {
        var tokens = fields.Has("max_completion_tokens", "max_tokens") ? "max_completion_tokens" : "max_tokens";
        return this with
        {
            Candidates = (int)(fields.Whole("n_candidates", 1, limits.Drawn) ?? Candidates),
            Sampling = Sampling with
            {
                Temperature = Within(fields, "temperature", 0, 100) ?? Sampling.Temperature,
                TopP = Within(fields, "top_p", double.Epsilon, 1) ?? Sampling.TopP,
                TopK = (int)(fields.Whole("top_k", 0, int.MaxValue) ?? Sampling.TopK),
                MaxTokens = (int)(fields.Whole(tokens, 1, limits.Tokens) ?? Math.Min(Sampling.MaxTokens, limits.Tokens)),
                Seed = fields.Whole("seed", long.MinValue, long.MaxValue) ?? Sampling.Seed,
                StopStrings = fields.Texts("stop") ?? Sampling.StopStrings,
            },
        };
    }

    /// <summary>How to select.</summary>
    /// <exception cref="OptionException">An option is not allowed beside the others.</exception>
    public SelectionOptions Selection()
    {
        var metric = Schema is null ? MetricCatalogue.Parse(Metric) : Metrics.Metric.Record(RecordSchema.Parse(Schema), "record");
        var prefersClosedForm = metric is RecordMetric or { Family: MetricFamily.Numbers, HasClosedForm: true }
            && Risk.Kind == RiskKind.Mean && Self == SelfPair.Include;
        var options = new SelectionOptions(metric)
        {
            Rule = Rule ?? (prefersClosedForm ? SelectionRule.Bayes : SelectionRule.Candidates),
            Weights = Weights,
            Risk = Risk,
            Self = Self,
            Engine = Engine,
            Threads = Threads,
        };
        options.Validate();
        return options;
    }

    /// <summary>How to draw.</summary>
    /// <exception cref="OptionException">An option is not allowed.</exception>
    public DecodingOptions Decoding() => new()
    {
        Candidates = Candidates,
        Sampling = Sampling,
        Answer = Extract is null ? null : AnswerExtractor.Parse(Extract),
    };

    /// <summary>Reads the value of a field, whose name an error then has.</summary>
    /// <exception cref="RequestException">The value is not allowed.</exception>
    public static T Check<T>(Func<T> parse, string field)
    {
        try
        {
            return parse();
        }
        catch (OptionException exception)
        {
            throw new RequestException(400, "invalid_value", FieldNames.In(exception.Message), field, exception);
        }
    }

    private static double? Within(JsonFields fields, string name, double least, double most) => fields.Number(name) is not { } number ? null
        : number >= least && number <= most
            ? number
            : throw fields.Invalid(name, fields.Value(name)!.Value, FormattableString.Invariant(
                $"a number {(least > 0 ? "above 0" : $"from {least}")} to {most}."));
}
