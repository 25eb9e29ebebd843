using System.Text.RegularExpressions;

namespace Accelerated.Service.Http;

/// <summary>What members of the library, which its messages name, are in a request.</summary>
internal static partial class FieldNames
{
    // Where a member has no field, its operator's option, or nothing.
    private static readonly (string Member, string Field)[] s_phrases =
    [
        ("MetricCatalogue.Definitions lists all", "'accelerated metrics' lists all"),
        ("EngineFactory.List() has all", "'accelerated engines' lists all"),
        ("(PromptOverflow.TruncateLeft)", "(by the operator's option --truncate-prompts)"),
        (" or raise SelectionOptions.LongestCandidate", ""),
        ("WeightSource.LogProbabilityPerToken", "'weights' 'logprob-per-token'"),
        ("WeightSource.LogProbability", "'weights' 'logprob'"),
        ("WeightSource.Uniform", "'weights' 'uniform'"),
        ("WeightSource.Given", "'weights' 'given'"),
        ("SelectionRule.Candidates", "'rule' 'candidates'"),
        ("'Bayes' for SelectionOptions.Rule: expected Candidates", "'bayes' for 'rule': expected candidates"),
        ("'Consensus' for SelectionOptions.Rule: expected Candidates", "'consensus' for 'rule': expected candidates"),
        ("Its best answer is that of Bayes.", "Its best answer is that of 'bayes'."),
        ("'Exclude' for SelectionOptions.Self: expected Include", "'exclude' for 'self': expected include"),
        ("where Rule is Bayes", "where 'rule' is 'bayes'"),
        ("where Rule is Consensus", "where 'rule' is 'consensus'"),
    ];

    private static readonly Dictionary<string, string> s_fields = new(StringComparer.Ordinal)
    {
        ["Answer"] = "extract",
        ["Candidates"] = "n_candidates",
        ["count"] = "n_candidates",
        ["Labels"] = "labels",
        ["LogProbability"] = "logprob",
        ["MaxTokens"] = "max_tokens",
        ["measure"] = "measures",
        ["Metric"] = "metric",
        ["Risk"] = "risk",
        ["Rule"] = "rule",
        ["Seed"] = "seed",
        ["Self"] = "self",
        ["specification"] = "metric",
        ["StopStrings"] = "stop",
        ["Temperature"] = "temperature",
        ["Text"] = "text",
        ["Tokens"] = "tokens",
        ["Top"] = "top",
        ["TopK"] = "top_k",
        ["TopP"] = "top_p",
        ["Vector"] = "vector",
        ["Weight"] = "weight",
        ["Weights"] = "weights",
    };

    /// <summary>A message of the library in the words of a request.</summary>
    public static string In(string message)
    {
        foreach (var (member, field) in s_phrases)
        {
            message = message.Replace(member, field, StringComparison.Ordinal);
        }

        return Member().Replace(
            message, match => s_fields.TryGetValue(match.Groups["name"].Value, out var field) ? $"'{field}'" : match.Value);
    }

    /// <summary>The field of an option; null where a request has none.</summary>
    public static string? Of(string option) => s_fields.TryGetValue(option, out var field) ? field
        : option.Length > 0 && char.IsAsciiLetterLower(option[0]) ? option
        : null;

    // Words that a text may have, such as Weights, are members only after their type.
    [GeneratedRegex(
        @"\b(Sampling|Selection|Decoding|Evaluation)Options\.(?<name>\w+)|\bCandidate\.(?<name>\w+)"
        + @"|(?<![\w.'])(?<name>LogProbability|MaxTokens|StopStrings|TopK|TopP)(?![\w'])",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Member();
}
