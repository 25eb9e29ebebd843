using System.Globalization;
using System.Text.Json;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// What a request says of metric, number and rule in its additional properties, and the options that the service is to see.
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
            throw new OptionException(MetricAwareChatClient.MetricProperty, $"The property {MetricAwareChatClient.MetricProperty} names no metric: {exception.Message}", exception);
        }
    }

    private static SelectionRule? RuleOf(string? text) => text switch
    {
        null => null,
        "candidates" => SelectionRule.Candidates,
        "bayes" => SelectionRule.Bayes,
        _ => throw new OptionException(MetricAwareChatClient.RuleProperty, $"The property {MetricAwareChatClient.RuleProperty} is '{Cut(text)}'; it must be candidates or bayes. Leave it out for the client's own rule."),
    };

    private static int? CountOf(string? value) =>
        value is null ? null
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 ? count
            : throw new OptionException(MetricAwareChatClient.CountProperty, $"The property {MetricAwareChatClient.CountProperty} is '{Cut(value)}'; it must be a whole number of at least 1. Leave it out for the client's own number.");

    private static string? Take(AdditionalPropertiesDictionary properties, string name) => properties.Remove(name, out var value) ? Plain(name, value) : null;

    // Properties that have passed through JSON are elements of it.
    private static string? Plain(string name, object? value) => value switch
    {
        null => null,
        string text => text,
        JsonElement { ValueKind: JsonValueKind.Null } => null,
        JsonElement json => json.ToString(),
        IConvertible number => number.ToString(CultureInfo.InvariantCulture),
        var other => throw new OptionException(name, $"The property {name} is a {other.GetType().Name}; it must be a text or a number. Give it as one."),
    };

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
