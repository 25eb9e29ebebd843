using Accelerated.Inference;
using Accelerated.Service.Http;
using Accelerated.Service.Profiles;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Accelerated.Service.Chat;

/// <summary><c>POST /v1/chat/completions</c>: draws candidates for a conversation and answers with the best.</summary>
internal sealed class ChatEndpoint(Deciders deciders, Admission admission, ServerOptions options, ILogger logger)
{
    public async Task ServeAsync(HttpContext context)
    {
        using var visit = admission.Enter(context.RequestAborted);
        ChatBody body;
        using (var document = await RequestBody.ReadAsync(context).ConfigureAwait(false))
        {
            var header = context.Request.Headers[ChatBody.ProfileHeader].FirstOrDefault();
            body = ChatBody.Read(document.RootElement, header, deciders, options.Limits);
        }

        var answering = visit.RunAsync(cancellation => AnswerAsync(context.TraceIdentifier, body, cancellation));
        try
        {
            await (body.Streams
                ? ChatStream.SendAsync(context, body, answering, options.Limits.KeepAlive)
                : Reply.SendAsync(context, (await answering.ConfigureAwait(false)).Write)).ConfigureAwait(false);
        }
        finally
        {
            // A caller may leave while the answer is under way; what it holds is free once it has ended.
            await ((Task)answering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ChatAnswer> AnswerAsync(string id, ChatBody body, CancellationToken cancellation)
    {
        var decided = await deciders.DecideAsync(body.Profile, body.Messages, body.Options, cancellation).ConfigureAwait(false);
        var answer = new ChatAnswer($"chatcmpl-{Guid.NewGuid():N}", deciders.Model.Id, body, decided, cancellation);
        Log(id, body, decided);
        return answer;
    }

    private void Log(string id, ChatBody body, Decided decided)
    {
        var decoding = decided.Decoding;
        ServiceLog.Decided(
            logger,
            id,
            decided.Selection.Metric.Info.Name,
            SelectionRules.NameOf(decided.Selection.Rule),
            decoding.Samples.Count,
            decoding.Requested,
            decoding.Selection.Expected,
            decoding.Drawing.TotalSeconds,
            decoding.Selecting.TotalSeconds);
        if (options.LogsContent)
        {
            ServiceLog.Content(logger, id, string.Join('\n', body.Messages.Select(message => message.Text)), decided.Text);
        }
    }
}
