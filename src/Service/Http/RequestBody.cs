using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Accelerated.Service.Http;

/// <summary>The body of a request.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a JSON object.</summary>
    /// <exception cref="RequestException">The body is of another type, too long, or not JSON.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext context)
    {
        // A page of another site can send a browser's request only with other types.
        if (!context.Request.HasJsonContentType())
        {
            throw new RequestException(
                415, "unsupported_type", "The body is not declared as JSON. Send the header 'Content-Type: application/json'.");
        }

        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, s_options, context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            var (line, position) = ((exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1);
            throw new RequestException(
                400,
                "invalid_json",
                FormattableString.Invariant($"The body is not valid JSON at line {line}, byte {position}, or has a field twice. ")
                + "Send one JSON object.",
                cause: exception);
        }
        catch (InvalidOperationException exception)
        {
            // Looking for fields that are there twice reads their names, which half of a surrogate pair makes unreadable.
            throw new RequestException(
                400, "invalid_json", "A field's name has half of a surrogate pair; send whole characters.", cause: exception);
        }
    }
}
