using System.Runtime.CompilerServices;
using Accelerated.Inference;
using Microsoft.Extensions.AI;

namespace Accelerated.Service.Tests;

/// <summary>A model with given answers, drawn in turn, that waits and fails as it is told.</summary>
internal sealed class ScriptedModel(params string[] answers) : IChatClient, ICandidateSource
{
    private int _drawing;

    public string Name => "scripted";

    /// <summary>Waited for before the first answer of each draw.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Why an answer ended.</summary>
    public Func<string, FinishReason> Finish { get; set; } = _ => FinishReason.EndOfText;

    /// <summary>The messages of the last draw.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; private set; } = [];

    /// <summary>The options of the last draw.</summary>
    public SamplingOptions Sampling { get; private set; }

    /// <summary>How many draws are under way.</summary>
    public int Drawing => _drawing;

    public async IAsyncEnumerable<DrawnCandidate> DrawAsync(
        Prompt prompt, int count, SamplingOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (Messages, Sampling) = (prompt.Messages ?? [], options);
        Interlocked.Increment(ref _drawing);
        try
        {
            await Before(cancellationToken);
            for (var k = 0; k < count; k++)
            {
                var answer = answers[k % answers.Length];
                yield return new DrawnCandidate(k, answer, Finish(answer)) { LogProbability = -1 - k };
            }
        }
        finally
        {
            Interlocked.Decrement(ref _drawing);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public void Dispose()
    {
    }
}
