using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>Options that several commands share, and how their values are read.</summary>
internal static class CommonOptions
{
    /// <summary>The names of metrics.</summary>
    public static IEnumerable<string> MetricNames =>
        [.. MetricCatalogue.Definitions.Select(definition => definition.Name), RecordMetrics.Name];

    /// <summary>The names of engines, without devices' numbers.</summary>
    public static IEnumerable<string> EngineNames => ["auto", .. EngineCatalogue.All.Select(engine => engine.Name)];

    public static Argument<string?> File(string description = "JSON lines; '-' reads standard input (default).") => new("FILE")
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<string> Metric() => new("--metric", "-m")
    {
        Description = "Metric, with options after a colon, e.g. token-f1 or huber:delta=2. 'accelerated metrics' lists all.",
        HelpName = "NAME",
        Required = true,
    };

    public static Option<string> Engine() => new("--engine")
    {
        Description = "Engine: auto, cpu, cuda (device 0), cuda:1, cuda:0,1, cuda:all, opencl, simulator or reference. "
            + "All give the same result. 'accelerated engines' lists them.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<string?> Threads() => Optional("--threads", "T", "CPU threads. Default: all logical CPUs.");

    public static Option<string?> Longest() => Optional(
        "--longest", "L", $"Maximum length of a candidate, in the metric's tokens. Default: {ProblemEncoder.DefaultLongestCandidate}.");

    public static Option<string?> Output(string what) => Optional(
        "--output", "FILE", $"File for the {what}; '-' writes to standard output (default).", "-o");

    public static Option<string> OutputFormat() => Text(
        "--output-format", "jsonl", "jsonl|csv|parquet",
        "Format of the results: lines of JSON, or a table without rankings. Parquet is written at the end. On a terminal, without this "
        + "option: texts beside their values.");

    /// <summary>The columns of the terminal that results are shown on; null if they are written for a program.</summary>
    public static int? ShownWidth(ParseResult parsed, ToolStreams streams, params Option[] how) =>
        FirstGiven(parsed, how) is null ? streams.OutputWidth : null;

    public static Option<string?> Top() => Optional("--top", "K", "Number of ranking entries to write. Default: all.");

    public static Option<bool> RequireGpu() => new("--require-gpu")
    {
        Description = "Fail if no GPU can be used, instead of continuing on the CPU.",
    };

    public static Option<string> Risk() => Text(
        "--risk", "mean", "RISK",
        "Statistic to rank by: mean, cvar:A (mean of the worst share A), quantile:Q, median, worst or trimmed:A.");

    public static Option<string> Self() => Text("--self", "include", "include|exclude", "Whether a candidate's vote for itself counts.");

    public static Option<string> Weights() => Text(
        "--weights", "uniform", "uniform|logprob|logprob-per-token|given",
        "Weight of each reference: equal, from its 'logprob' (duplicates counted once), from its 'logprob' over the number of "
        + "its 'tokens', or its 'weight'.");

    /// <summary>The value of <see cref="Self"/>.</summary>
    /// <exception cref="OptionException">The value is unknown.</exception>
    public static SelfPair SelfPairOf(string text) => OneOf("self", text, ("include", SelfPair.Include), ("exclude", SelfPair.Exclude));

    public static Option<string> Text(string name, string byDefault, string help, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = help, Description = description, DefaultValueFactory = _ => byDefault };

    public static Option<string?> Optional(string name, string help, string description, params string[] aliases) => new(name, aliases)
    {
        HelpName = help,
        Description = description,
    };

    public static Option<string?> Clusters() => Optional(
        "--clusters", "T", "Also group candidates that are alike: whose metric is at least T, for losses at most T. Default: no groups.");

    public static double? ClustersOf(string? text) =>
        text is null ? null
        : Number("clusters", text) is var threshold && double.IsFinite(threshold) ? threshold
        : throw new OptionException("clusters", $"Invalid value '{text}' for --clusters: expected a finite number, e.g. 0.5.");

    /// <summary>The first of some options that the command line gives; null if it gives none of them.</summary>
    public static Option? FirstGiven(ParseResult parsed, params IEnumerable<Option> options) =>
        options.FirstOrDefault(option => IsGiven(parsed, option));

    /// <summary>Whether the command line gives an option, which otherwise has its default.</summary>
    public static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Parses a whole number.</summary>
    /// <exception cref="OptionException">It is not a whole number from <paramref name="least"/> to 2,147,483,647.</exception>
    public static int WholeNumber(string option, string text, int least)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least)
        {
            return number;
        }

        var isTooLarge = BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large)
            && large > int.MaxValue;
        var rule = isTooLarge ? $"at most {int.MaxValue}" : $"at least {least}";
        throw new OptionException(
            option, $"Invalid value '{text}' for {(option.Length == 1 ? "-" : "--")}{option}: expected a whole number of {rule}.");
    }

    /// <summary>Parses a seed.</summary>
    /// <exception cref="OptionException">It is not a whole number from 0 to 2^63 - 1.</exception>
    public static long Seed(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new OptionException("seed", $"Invalid value '{text}' for --seed: expected a whole number from 0 to {long.MaxValue}.");

    /// <summary>Parses a number.</summary>
    /// <exception cref="OptionException">It is not a number.</exception>
    public static double Number(string option, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new OptionException(option, $"Invalid value '{text}' for --{option}: expected a number, e.g. 0.5.");

    /// <summary>The value with a name.</summary>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static T OneOf<T>(string option, string text, params (string Name, T Value)[] choices)
    {
        foreach (var (name, value) in choices)
        {
            if (name == text)
            {
                return value;
            }
        }

        var names = choices.Select(choice => choice.Name).ToArray();
        throw new OptionException(
            option,
            $"Invalid value '{text}' for --{option}: expected one of {string.Join(", ", names)}"
            + (Suggestion.Near(text, names) is { } near ? $"; did you mean '{near}'?" : "."));
    }

    /// <summary>The metric of a specification.</summary>
    /// <exception cref="OptionException">The metric is unknown, or its options are not allowed.</exception>
    public static Metric MetricOf(string specification)
    {
        try
        {
            return RecordMetrics.Of(specification, isOfSample: false) ?? MetricCatalogue.Parse(specification);
        }
        catch (OptionException e) when (specification.Split(':')[0] is var name && !MetricNames.Contains(name))
        {
            throw new OptionException("metric", Unknown("metric", name, MetricNames, "metrics"), e);
        }
    }

    /// <summary>The engine of a name.</summary>
    /// <exception cref="OptionException">The name is unknown.</exception>
    public static EngineChoice EngineOf(string name)
    {
        try
        {
            return EngineChoice.Parse(name);
        }
        catch (OptionException e)
        {
            var kind = name.Split(':')[0];
            throw new OptionException("engine", EngineNames.Contains(kind)
                ? ToolHint.Run(e.Message, "engines", "for the list")
                : Unknown("engine", kind, EngineNames, "engines"), e);
        }
    }

    public static int ThreadsOrAll(string? text) => text is null ? Environment.ProcessorCount : WholeNumber("threads", text, 1);

    public static int LongestOrDefault(string? text) =>
        text is null ? ProblemEncoder.DefaultLongestCandidate : WholeNumber("longest", text, 1);

    private static string Unknown(string what, string name, IEnumerable<string> names, string command) => ToolHint.Run(
        $"Unknown {what} '{name}'" + (Suggestion.Near(name, names) is { } near ? $"; did you mean '{near}'?" : "."),
        command,
        "for the list");
}
