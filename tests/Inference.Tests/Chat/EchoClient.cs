using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>A client of an unknown kind that echoes the last message after a delay and counts its calls.</summary>
internal class EchoClient : IChatClient
{
    private int _calls;
    private int _underWay;
    private int _mostUnderWay;

    public int Calls => _calls;

    public int MostUnderWay => _mostUnderWay;

    public virtual async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        var underWay = Interlocked.Increment(ref _underWay);
        int seen;
        while ((seen = _mostUnderWay) < underWay && Interlocked.CompareExchange(ref _mostUnderWay, underWay, seen) != seen)
        {
        }

        await Task.Delay(1, CancellationToken.None);
        Interlocked.Decrement(ref _underWay);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, messages.Last().Text)) { FinishReason = ChatFinishReason.Stop };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public virtual object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
