using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Service.Http;
using Microsoft.AspNetCore.Http;

namespace Accelerated.Service.Chat;

/// <summary>
/// An answer as a stream of events. It is known only once all candidates are drawn, so until then comments say that the service is alive;
/// then it comes in pieces, and the last piece has the decision.
/// </summary>
internal static class ChatStream
{
    private const int LeastPiece = 12; // characters

    /// <summary>Sends the events; an error before the first sign of life is thrown, and a later one is an event.</summary>
    /// <param name="context">The request.</param>
    /// <param name="body">The same, read.</param>
    /// <param name="answering">The answer under way.</param>
    /// <param name="keepAlive">The time between signs of life.</param>
    public static async Task SendAsync(HttpContext context, ChatBody body, Task<ChatAnswer> answering, TimeSpan keepAlive)
    {
        var begun = false;
        while (await Task.WhenAny(answering, Task.Delay(keepAlive, context.RequestAborted)).ConfigureAwait(false) != answering)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                break; // the answer ends by itself
            }

            await BeginAsync(": drawing\n\n"u8.ToArray()).ConfigureAwait(false);
        }

        try
        {
            var answer = await answering.ConfigureAwait(false);
            await BeginAsync(default).ConfigureAwait(false);
            await SendAsync(context, body, answer).ConfigureAwait(false);
        }
        catch (Exception exception) when (begun && Reply.ErrorOf(exception) is { } error)
        {
            await EventAsync(context, json => Reply.Write(json, error)).ConfigureAwait(false);
        }

        async Task BeginAsync(ReadOnlyMemory<byte> comment)
        {
            if (!begun)
            {
                begun = true;
                context.Response.ContentType = "text/event-stream";
                context.Response.Headers.CacheControl = "no-cache";
                context.Response.Headers["X-Accel-Buffering"] = "no"; // proxies would hold events back
            }

            await context.Response.Body.WriteAsync(comment, context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>A text in pieces that end behind white space; no character is cut.</summary>
    internal static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        for (var end = 1; end < text.Length; end++)
        {
            if (end - start >= LeastPiece && char.IsWhiteSpace(text[end - 1]) && !char.IsWhiteSpace(text[end]))
            {
                yield return text[start..end];
                start = end;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    private static async Task SendAsync(HttpContext context, ChatBody body, ChatAnswer answer)
    {
        for (var k = 0; k < answer.Choices.Count; k++)
        {
            var (text, finish, reasoning) = answer.Choices[k];
            await ChunkAsync(k, json =>
            {
                json.WriteString("role", "assistant");
                json.WriteString("content", "");
                if (reasoning is { Length: > 0 })
                {
                    json.WriteString("reasoning_content", reasoning);
                }
            }).ConfigureAwait(false);
            foreach (var piece in Pieces(text))
            {
                await ChunkAsync(k, json => json.WriteString("content", piece)).ConfigureAwait(false);
            }

            await ChunkAsync(k, _ => { }, finish, isLast: k == answer.Choices.Count - 1).ConfigureAwait(false);
        }

        if (body.IncludesUsage)
        {
            await EventAsync(context, json =>
            {
                answer.WriteHead(json, "chat.completion.chunk");
                json.WriteStartArray("choices");
                json.WriteEndArray();
                answer.WriteUsage(json);
            }).ConfigureAwait(false);
        }

        await context.Response.Body.WriteAsync("data: [DONE]\n\n"u8.ToArray(), context.RequestAborted).ConfigureAwait(false);

        Task ChunkAsync(int index, Action<Utf8JsonWriter> delta, FinishReason? finish = null, bool isLast = false) =>
            EventAsync(context, json =>
            {
                answer.WriteHead(json, "chat.completion.chunk");
                json.WriteStartArray("choices");
                json.WriteStartObject();
                json.WriteNumber("index", index);
                json.WriteStartObject("delta");
                delta(json);
                json.WriteEndObject();
                json.WriteNull("logprobs");
                json.WriteString("finish_reason", finish is { } reason ? ChatAnswer.FinishOf(reason) : null);
                json.WriteEndObject();
                json.WriteEndArray();
                if (isLast)
                {
                    answer.WriteDecision(json);
                }
            });
    }

    private static async Task EventAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        byte[] line = [.. "data: "u8, .. Reply.Object(write).Span, .. "\n\n"u8];
        await context.Response.Body.WriteAsync(line, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
