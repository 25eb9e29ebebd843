using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>Options that several commands share, and how their values are read.</summary>
internal static class CommonOptions
{
    public static Argument<string?> File() => new("FILE")
    {
        Description = "Lines of JSON; '-', the default, is the standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<string> Metric() => new("--metric")
    {
        Description = "The metric, with its options after a colon: token-f1, huber:delta=2. 'accelerated metrics' lists them.",
        HelpName = "NAME",
        Required = true,
    };

    public static Option<string> Engine() => new("--engine")
    {
        Description = "auto, cpu, cuda (device 0), cuda:1, cuda:0,1, cuda:all, simulator or reference. All give the same result; 'accelerated engines' lists them.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<string?> Threads() => new("--threads") { Description = "Threads of the processor. Default: all.", HelpName = "T" };

    public static Option<string?> Longest() => new("--longest")
    {
        Description = string.Create(
            CultureInfo.InvariantCulture,
            $"The longest candidate allowed, in the metric's own tokens (SelectionOptions.LongestCandidate). Default: {ProblemEncoder.DefaultLongestCandidate}."),
        HelpName = "L",
    };

    public static Option<bool> RequireGpu() => new("--require-gpu") { Description = "Fail where the processor would take a device's place." };

    public static Option<string> Risk() => Text(
        "--risk", "mean", "RISK", "What the ranking goes by: mean, cvar:A (mean of the worst share A), quantile:Q, median, worst or trimmed:A.");

    public static Option<string> Self() => Text("--self", "include", "include|exclude", "Whether a candidate's own vote counts.");

    /// <summary>The value of <see cref="Self"/>.</summary>
    /// <exception cref="OptionException">It is none.</exception>
    public static SelfPair SelfPairOf(string text) => OneOf("self", text, ("include", SelfPair.Include), ("exclude", SelfPair.Exclude));

    public static Option<string> Text(string name, string byDefault, string help, string description) => new(name)
    {
        HelpName = help,
        Description = description,
        DefaultValueFactory = _ => byDefault,
    };

    /// <summary>The first of some options that the command line gives; null where it gives none of them.</summary>
    public static Option? FirstGiven(ParseResult parsed, params IEnumerable<Option> options) => options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });

    /// <summary>A whole number out of an option's text.</summary>
    /// <exception cref="OptionException">It is none, below <paramref name="least"/>, or above what an <see cref="int"/> holds.</exception>
    public static int WholeNumber(string option, string text, int least)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least)
        {
            return number;
        }

        var isTooLarge = BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) && large > int.MaxValue;
        throw new OptionException(
            option, $"Invalid value '{text}' for {(option.Length == 1 ? "-" : "--")}{option}: expected a whole number of {(isTooLarge ? $"at most {int.MaxValue}" : $"at least {least}")}.");
    }

    /// <summary>A seed out of an option's text.</summary>
    /// <exception cref="OptionException">It is none.</exception>
    public static long Seed(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new OptionException("seed", $"Invalid value '{text}' for --seed: expected a whole number of 0 to {long.MaxValue}.");

    /// <summary>A number out of an option's text.</summary>
    /// <exception cref="OptionException">It is none.</exception>
    public static double Number(string option, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new OptionException(option, $"Invalid value '{text}' for --{option}: expected a number, e.g. 0.5.");

    /// <summary>One of a few words.</summary>
    /// <exception cref="OptionException">It is none of them.</exception>
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
        throw new OptionException(option, $"Invalid value '{text}' for --{option}; did you mean '{NearestName.Of(text, names)}'? Expected one of: {string.Join(", ", names)}.");
    }

    public static int ThreadsOrAll(string? text) => text is null ? Environment.ProcessorCount : WholeNumber("threads", text, 1);

    public static int LongestOrDefault(string? text) => text is null ? ProblemEncoder.DefaultLongestCandidate : WholeNumber("longest", text, 1);
}
