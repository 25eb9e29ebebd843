using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Accelerated.Cli.Services;

/// <summary>Tells failed calls in the tool's own words, and makes no more of them once all would fail alike.</summary>
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
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && (ServiceFailure.Of(failure, service) ?? ServiceFailure.OfAnswer(failure, service)) is { } told)
        {
            _lasting = ServiceFailure.IsLasting(failure) ? told : _lasting;
            throw told;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }
}
