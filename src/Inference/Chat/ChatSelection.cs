using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// The selection in a response's additional properties. They are plain values, so that they survive a cache; read them by
/// <see cref="Of"/>, because a cache returns JSON instead of numbers.
/// </summary>
public sealed class ChatSelection
{
    internal ChatSelection(double? expected, int drawn, int requested, string metric, string? failure)
    {
        Expected = expected;
        Drawn = drawn;
        Requested = requested;
        Metric = metric;
        Failure = failure;
    }

    /// <summary>The expected metric of the answer; null where it is not finite.</summary>
    public double? Expected { get; }

    /// <summary>The number of answers drawn.</summary>
    public int Drawn { get; }

    /// <summary>The number of answers asked for.</summary>
    public int Requested { get; }

    /// <summary>The metric's specification; <c>exact-match</c> where the answer is a tool call.</summary>
    public string Metric { get; }

    /// <summary>Why answers are missing; null where none is.</summary>
    public string? Failure { get; }

    /// <summary>Reads the selection of a response, cached or not.</summary>
    /// <param name="response">A response of a <see cref="MetricAwareChatClient"/>.</param>
    /// <returns>The selection; null where the response has none.</returns>
    public static ChatSelection? Of(ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.AdditionalProperties is { } properties && Text(properties, MetricAwareChatClient.MetricProperty) is { } metric
            ? new ChatSelection(
                Number(properties, MetricAwareChatClient.ExpectedProperty),
                (int)(Number(properties, MetricAwareChatClient.DrawnProperty) ?? 0),
                (int)(Number(properties, MetricAwareChatClient.RequestedProperty) ?? 0),
                metric,
                Text(properties, MetricAwareChatClient.FailureProperty))
            : null;
    }

    internal void WriteTo(AdditionalPropertiesDictionary properties)
    {
        properties[MetricAwareChatClient.MetricProperty] = Metric;
        properties[MetricAwareChatClient.DrawnProperty] = Drawn;
        properties[MetricAwareChatClient.RequestedProperty] = Requested;
        if (Expected is { } expected)
        {
            properties[MetricAwareChatClient.ExpectedProperty] = expected;
        }

        if (Failure is not null)
        {
            properties[MetricAwareChatClient.FailureProperty] = Failure;
        }
    }

    private static string? Text(AdditionalPropertiesDictionary properties, string name) => properties.GetValueOrDefault(name) switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        _ => null,
    };

    private static double? Number(AdditionalPropertiesDictionary properties, string name) => properties.GetValueOrDefault(name) switch
    {
        JsonElement { ValueKind: JsonValueKind.Number } json => json.GetDouble(),
        IConvertible number and not string => number.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };
}
