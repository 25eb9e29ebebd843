using System.Globalization;
using System.Text.Json;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// A request's metric, number and rule, from its additional properties, and the options for the service without them.
/// </summary>
/// <param name="Metric">The metric's specification; null for the client's own.</param>
/// <param name="Rule">The rule; null for the client's own.</param>
/// <param name="Count">How many answers; null for the client's own number.</param>
/// <param name="Options">The request's options without these properties; null where it has none.</param>
internal sealed record ChatRequest(string? Metric, SelectionRule? Rule, int? Count, ChatOptions? Options)
{
    /// <summary>Reads a request's options.</summary>
    /// <exception cref="OptionException">A property's value is not allowed.</exception>
    public static ChatRequest Of(ChatOptions? options)
    {
        if (options?.AdditionalProperties is not { Count: > 0 } properties)
        {
            return new ChatRequest(null, null, null, options);
        }

        var copy = options.Clone();
        copy.AdditionalProperties = properties.Clone();
        return new ChatRequest(
            MetricOf(Take(copy.AdditionalProperties, MetricAwareChatClient.MetricProperty)),
            RuleOf(Take(copy.AdditionalProperties, MetricAwareChatClient.RuleProperty)),
            CountOf(Take(copy.AdditionalProperties, MetricAwareChatClient.CountProperty)),
            copy);
    }

    private static string? MetricOf(string? text)
    {
        try
        {
            return text is null || MetricCatalogue.Parse(text) is not null ? text : null;
        }
        catch (OptionException exception)
        {
            throw new OptionException(
                MetricAwareChatClient.MetricProperty,
                $"Invalid value '{Cut(text!)}' for the property {MetricAwareChatClient.MetricProperty}: {exception.Message}",
                exception);
        }
    }

    private static SelectionRule? RuleOf(string? text) => text switch
    {
        null => null,
        "candidates" => SelectionRule.Candidates,
        "bayes" => SelectionRule.Bayes,
        "consensus" => SelectionRule.Consensus,
        _ => throw Invalid(
            MetricAwareChatClient.RuleProperty, Cut(text), "candidates, bayes or consensus. Leave it out for the client's rule."),
    };

    private static int? CountOf(string? value) =>
        value is null ? null
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 ? count
            : throw Invalid(
                MetricAwareChatClient.CountProperty,
                Cut(value),
                "a whole number of at least 1. Leave it out for the client's number.");

    private static string? Take(AdditionalPropertiesDictionary properties, string name) =>
        properties.Remove(name, out var value) ? Plain(name, value) : null;

    // Properties that were serialised are JSON elements.
    private static string? Plain(string name, object? value) => value switch
    {
        null => null,
        string text => text,
        JsonElement { ValueKind: JsonValueKind.Null } => null,
        JsonElement json => json.ToString(),
        IConvertible number => number.ToString(CultureInfo.InvariantCulture),
        var other => throw Invalid(name, other.GetType().Name, "a text or a number."),
    };

    private static OptionException Invalid(string name, string value, string expected) =>
        new(name, $"Invalid value '{value}' for the property {name}: expected {expected}");

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
