using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;
using Microsoft.Extensions.Options;

namespace Accelerated.Extensions.AI.Profiles;

/// <summary>Finds everything that is wrong with a profile.</summary>
/// <param name="nameOf">A property's name as the user wrote it, such as its key in a configuration.</param>
internal sealed class ProfileErrors(Func<string, string> nameOf)
{
    private readonly List<string> _errors = [];

    /// <summary>The errors, each with the property's name, the value, the rule and the way out.</summary>
    public static IReadOnlyList<string> Of(MetricAwareProfile profile, Func<string, string> nameOf)
    {
        var errors = new ProfileErrors(nameOf);
        errors.CheckValues(profile);
        if (errors._errors.Count == 0)
        {
            errors.CheckTogether(profile);
        }

        return errors._errors;
    }

    /// <summary>Refuses a profile that no configuration names.</summary>
    /// <exception cref="OptionsValidationException">A value is not allowed.</exception>
    public static void Refuse(MetricAwareProfile profile)
    {
        var errors = Of(profile, NameIn(null));
        if (errors.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(MetricAwareProfile), errors);
        }
    }

    /// <summary>How properties of a profile that code configures are called.</summary>
    /// <param name="profile">The profile's name; null where it has none.</param>
    public static Func<string, string> NameIn(string? profile) => property =>
        $"{nameof(MetricAwareProfile)}.{property}{(profile is null ? "" : $" of '{profile}'")}";

    private void CheckValues(MetricAwareProfile profile)
    {
        Parse(nameof(profile.Metric), profile.Metric, text => MetricCatalogue.Parse(text));
        Require(profile.Candidates >= 1, nameof(profile.Candidates), profile.Candidates, "at least 1.");
        Require(
            profile.Quorum >= 1 && profile.Quorum <= Math.Max(1, profile.Candidates),
            nameof(profile.Quorum),
            profile.Quorum,
            "1 to the number of candidates. Use 1 to decide by whatever there is.");
        Require(
            SelectionRules.Names.Any(named => named.Name == profile.Rule),
            nameof(profile.Rule),
            profile.Rule,
            "candidates, bayes or consensus.");
        Require(
            WeightSources.Names.Any(named => named.Name == profile.Weights),
            nameof(profile.Weights),
            profile.Weights,
            $"one of {string.Join(", ", WeightSources.Names.Select(named => named.Name))}.");
        Parse(nameof(profile.Risk), profile.Risk, text => Risk.Parse(text));
        Require(
            profile.Temperature >= 0 && double.IsFinite(profile.Temperature),
            nameof(profile.Temperature),
            profile.Temperature,
            "a finite number of at least 0. Use 1 for the model's own distribution, 0 for greedy.");
        Require(
            profile.TopP is > 0 and <= 1, nameof(profile.TopP), profile.TopP, "a number above 0 and at most 1. Use 1 to keep all tokens.");
        Require(
            profile.MaxTokens is null or (>= 1 and <= SamplingOptions.LargestMaxTokens),
            nameof(profile.MaxTokens),
            profile.MaxTokens,
            $"1 to {SamplingOptions.LargestMaxTokens}. Leave it out for the usual limit.");
        Parse(nameof(profile.Engine), profile.Engine, text => EngineChoice.Parse(text));
        Require(profile.Threads >= 1, nameof(profile.Threads), profile.Threads, "at least 1. Leave it out for all cores.");
        if (profile.Extract is not null)
        {
            Parse(nameof(profile.Extract), profile.Extract, text => AnswerExtractor.Parse(text));
        }

        Require(
            profile.DecisionTemperature > 0 && double.IsFinite(profile.DecisionTemperature),
            nameof(profile.DecisionTemperature),
            profile.DecisionTemperature,
            "a positive finite number. Use 1 to leave the votes as they are.");
    }

    private void CheckTogether(MetricAwareProfile profile)
    {
        Try(() => profile.Selection().Validate(), nameof(SelectionOptions));
        Try(() => profile.Decoding().Validate(), nameof(DecodingOptions));
        Require(
            profile.DecisionTemperature == 1 || profile.Weights == "uniform",
            nameof(profile.Weights),
            profile.Weights,
            $"uniform where {nameof(profile.DecisionTemperature)} is not 1.");
    }

    private void Try(Action validate, string options)
    {
        try
        {
            validate();
        }
        catch (OptionException exception)
        {
            var property = exception.ParamName;
            _errors.Add(exception.Message.Replace($"{options}.{property}", nameOf(property), StringComparison.Ordinal));
        }
    }

    private void Parse(string property, string? text, Action<string> parse)
    {
        try
        {
            parse(text ?? "");
        }
        catch (OptionException exception)
        {
            _errors.Add($"Invalid value '{text}' for {nameOf(property)}: {exception.Message}");
        }
    }

    private void Require(bool holds, string property, object? value, string expected)
    {
        if (!holds)
        {
            _errors.Add(FormattableString.Invariant($"Invalid value '{value ?? "null"}' for {nameOf(property)}: expected {expected}"));
        }
    }
}
