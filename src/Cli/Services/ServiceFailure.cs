using System.ClientModel;
using System.Net.Http;
using System.Text.Json;

namespace Accelerated.Cli.Services;

/// <summary>What a failed call means, and what can be done about it.</summary>
internal static class ServiceFailure
{
    /// <summary>The error as it is shown; null where the service's own says all.</summary>
    public static ServiceException? Of(Exception failure, ServiceSettings service) => failure switch
    {
        ClientResultException { Status: 401 or 403 } refused => new(
            $"{service.Shown} refuses the key ({refused.Status}): {Said(refused)} Set {service.KeyVariable} to a key that is valid " +
            "there.", refused),
        ClientResultException { Status: 404 } missing => new(
            $"{service.Shown} is not found (404): {Said(missing)} Name one of the service's models with --model, and give --endpoint up " +
            "to /v1.", missing),
        ClientResultException { Status: 429 } busy => new(
            $"{service.Shown} refuses more calls for now (429), also after the client's own retries: {Said(busy)} Lower --concurrency, " +
            "or ask again later.", busy),
        ClientResultException { Status: > 0 } => null,
        _ when Reason(failure) is { } reason => new(
            $"{service.Shown} cannot be reached: {reason} Start it, or correct --endpoint.", failure),
        _ => null,
    };

    /// <summary>The error as it is shown where an answer came that the protocol does not know; null where the failure is another.</summary>
    public static ServiceException? OfAnswer(Exception failure, ServiceSettings service) =>
        failure is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentOutOfRangeException
            ? new($"{service.Shown} answers in a form that is not OpenAI's: {OneLine(failure.Message)} Give --endpoint up to /v1, or see the service's log.", failure)
            : null;

    /// <summary>Whether every later call would fail alike.</summary>
    public static bool IsLasting(Exception failure) => failure is ClientResultException { Status: 401 or 403 or 404 };

    // The first line of the library's message is the status, the last what the service says.
    private static string Said(ClientResultException failure)
    {
        var said = failure.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
        return said.Length == 0 ? "it does not say why." : OneLine(said);
    }

    // What a service says may be long, and may hold what a terminal obeys.
    private static string OneLine(string text)
    {
        var line = string.Join(' ', string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 300 ? line[..300] + "..." : line.EndsWith('.') ? line : line + ".";
    }

    private static string? Reason(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = (cause as AggregateException)?.InnerExceptions.LastOrDefault() ?? cause.InnerException)
        {
            if (cause is HttpRequestException or System.Net.Sockets.SocketException)
            {
                return cause.Message.EndsWith('.') ? cause.Message : cause.Message + ".";
            }

            if (cause is TimeoutException or TaskCanceledException)
            {
                return "it does not answer in time.";
            }
        }

        return null;
    }
}
