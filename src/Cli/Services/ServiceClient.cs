using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Accelerated.Cli.Services;

/// <summary>Translates failures into the tool's messages, and stops calling once every call would fail the same way.</summary>
internal sealed class ServiceClient(IChatClient inner, ServiceSettings service) : DelegatingChatClient(inner)
{
    private volatile ServiceException? _lasting;

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (_lasting is { } lasting)
        {
            throw new ServiceException(lasting.Message, lasting);
        }

        try
        {
            return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && Translate(failure) is { } translated)
        {
            _lasting = ServiceFailure.IsLasting(failure) ? translated : _lasting;
            throw translated;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    private ServiceException? Translate(Exception failure) =>
        ServiceFailure.Of(failure, service) ?? ServiceFailure.OfAnswer(failure, service);
}
