using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;
using Microsoft.AspNetCore.Http;

namespace Accelerated.Service.Http;

/// <summary>Writes answers and errors as JSON.</summary>
internal static class Reply
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sends an object.</summary>
    public static Task SendAsync(HttpContext context, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        var body = Object(write);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Sends an error as OpenAI's clients read it.</summary>
    public static Task SendAsync(HttpContext context, RequestException error)
    {
        if (error.RetryAfter is { } time)
        {
            context.Response.Headers.RetryAfter = ((int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return SendAsync(context, json => Write(json, error), error.Status);
    }

    /// <summary>An object in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The property <c>error</c>.</summary>
    public static void Write(Utf8JsonWriter json, RequestException error)
    {
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        json.WriteString("type", error.Type);
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
    }

    /// <summary>The error to send for a failure; null where nobody is to be told, or the failure is unexpected.</summary>
    public static RequestException? ErrorOf(Exception failure) => failure switch
    {
        RequestException error => error,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new(413, "body_too_large", "The body is longer than the service allows. Send less, or ask its operator for more."),
        BadHttpRequestException bad => new(bad.StatusCode, "bad_request", "The request is not complete HTTP. Send it again.", cause: bad),
        OptionException option => new(400, "invalid_value", FieldNames.In(option.Message), FieldNames.Of(option.ParamName), option),
        PromptException => new(400, "invalid_prompt", FieldNames.In(failure.Message), "messages", failure),
        DecodingException { InnerException: SourceException source } => Of(source, failure),
        SourceException source => Of(source, failure),
        DecodingException or CandidateException => new(422, "undecidable", FieldNames.In(failure.Message), cause: failure),
        EngineException or ScorerException or ModelException => new(500, "engine_failed", failure.Message, cause: failure),
        _ => null,
    };

    private static RequestException Of(SourceException source, Exception failure) =>
        source.InnerException is RequestException or OptionException
            ? ErrorOf(source.InnerException)!
            : new(502, "source_failed", failure.Message, cause: failure);
}
