using System.ClientModel;
using System.Text.Json;

namespace Accelerated.Cli.Services;

/// <summary>Translates a failed call into a message that says what to do.</summary>
internal static class ServiceFailure
{
    /// <summary>The error to show; null if the service's own message suffices.</summary>
    public static ServiceException? Of(Exception failure, ServiceSettings service) => failure switch
    {
        ClientResultException { Status: 401 or 403 } refused => new(
            $"{service.Shown} rejected the key ({refused.Status}): {ServiceText(refused)} Set {service.KeyVariable} to a valid key.",
            refused),
        ClientResultException { Status: 404 } missing => new(
            $"{service.Shown} was not found (404): {ServiceText(missing)} Choose one of the service's models with --model, " +
            "and end --endpoint with /v1.", missing),
        ClientResultException { Status: 429 } busy => new(
            $"{service.Shown} limits the rate of calls (429), even after the client's retries: {ServiceText(busy)} Lower --concurrency, " +
            "or try again later.", busy),
        ClientResultException { Status: > 0 } => null,
        _ when Reason(failure) is { } reason => new(
            $"{service.Shown} cannot be reached: {reason} Start it, or correct --endpoint.", failure),
        _ => null,
    };

    /// <summary>The error to show for a response outside the protocol; null for other failures.</summary>
    public static ServiceException? OfAnswer(Exception failure, ServiceSettings service) =>
        failure is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentOutOfRangeException
            ? new(
                $"{service.Shown} sent a response that is not in OpenAI's format: {OneLine(failure.Message)} " +
                "End --endpoint with /v1, or see the service's log.", failure)
            : null;

    /// <summary>Whether every later call would fail the same way.</summary>
    public static bool IsLasting(Exception failure) => failure is ClientResultException { Status: 401 or 403 or 404 };

    // The first line of the client's message is the status, the last one the service's text.
    private static string ServiceText(ClientResultException failure)
    {
        const StringSplitOptions lines = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var text = failure.Message.Split('\n', lines).LastOrDefault() ?? "";
        return text.Length == 0 ? "no reason was given." : OneLine(text);
    }

    // A service's text may be long, and may contain control characters.
    private static string OneLine(string text)
    {
        var printable = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        var line = string.Join(' ', printable.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 300 ? line[..300] + "..." : line.EndsWith('.') ? line : line + ".";
    }

    private static Exception? Inner(Exception failure) =>
        (failure as AggregateException)?.InnerExceptions.LastOrDefault() ?? failure.InnerException;

    private static string? Reason(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = Inner(cause))
        {
            if (cause is HttpRequestException or System.Net.Sockets.SocketException)
            {
                return cause.Message.EndsWith('.') ? cause.Message : cause.Message + ".";
            }

            if (cause is TimeoutException or TaskCanceledException)
            {
                return "it did not respond in time.";
            }
        }

        return null;
    }
}
