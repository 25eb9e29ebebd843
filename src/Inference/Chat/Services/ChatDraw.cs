using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// Draws the candidates of one request: assigns them to calls until each is drawn or its call has failed.
/// </summary>
internal sealed class ChatDraw(ChatCall call, int count, Action<int, ChatAnswer, ChatResponse>? received)
{
    private readonly Channel<DrawnCandidate> _drawn =
        Channel.CreateUnbounded<DrawnCandidate>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Channel<(int First, int Count)> _ranges = Channel.CreateUnbounded<(int First, int Count)>();
    private readonly ConcurrentQueue<Exception> _failures = [];
    private int _pending = 1;

    /// <summary>The candidates as they come.</summary>
    public ChannelReader<DrawnCandidate> Candidates => _drawn.Reader;

    /// <summary>Draws all.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var first = await FindOutAsync(cancellationToken).ConfigureAwait(false);
            if (!_failures.IsEmpty)
            {
                return;
            }

            Plan(first, count - first);
            EndRange();
            var workers = Math.Min(call.Options.Concurrency, count - first);
            await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(cancellationToken))).ConfigureAwait(false);
        }
        finally
        {
            _drawn.Writer.Complete();
        }
    }

    /// <summary>Whether a call failed, or an answer lacks what was asked for.</summary>
    public bool HasFailed => !_failures.IsEmpty;

    /// <summary>The failures as one error.</summary>
    public SourceException Failure(string name, int drawn, int requested) => new(
        _failures.Any(failure => failure is MissingLogProbability)
            ? $"{name} gives no log-probabilities although asked for them; {drawn} of {requested} answers were drawn and are kept. Use " +
              "uniform weights and a decision temperature of 1, or a service that gives them."
            : $"{_failures.Count} {(_failures.Count == 1 ? "call" : "calls")} of {name} failed after {drawn} of {requested} answers, the " +
              $"first with: {Sentence(_failures.First().Message)} The others are kept; see the inner errors, then ask for the rest.",
        drawn,
        requested,
        new AggregateException(_failures));

    // HTTP errors have several lines, and a service's message may contain terminal escapes.
    private static string Sentence(string message)
    {
        var spaced = string.Concat(message.Select(letter => char.IsControl(letter) ? ' ' : letter));
        var line = string.Join(' ', spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.EndsWith('.') ? line : line + ".";
    }

    // Draws the first candidate alone while it is unknown whether there are log-probabilities. Returns how many were drawn.
    private async Task<int> FindOutAsync(CancellationToken cancellationToken)
    {
        if (!call.Options.LogProbabilities || call.Known.GivesLogProbabilities == true)
        {
            return 0;
        }

        await call.Known.FindingOut.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            switch (call.Known.GivesLogProbabilities)
            {
                case true:
                    return 0;
                case false:
                    _failures.Enqueue(new MissingLogProbability());
                    return 0;
                default:
                    await DrawAsync(0, 1, cancellationToken).ConfigureAwait(false);
                    return 1;
            }
        }
        finally
        {
            call.Known.FindingOut.Release();
        }
    }

    // Splits candidates into ranges of one call each.
    private void Plan(int first, int drawCount)
    {
        var size = Math.Min(call.Options.AnswersPerCall, call.Known.LargestAnswers);
        for (var done = 0; done < drawCount; done += size)
        {
            Interlocked.Increment(ref _pending);
            _ranges.Writer.TryWrite((first + done, Math.Min(size, drawCount - done)));
        }
    }

    private void EndRange()
    {
        if (Interlocked.Decrement(ref _pending) == 0)
        {
            _ranges.Writer.Complete();
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var (first, drawCount) in _ranges.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await DrawAsync(first, drawCount, cancellationToken).ConfigureAwait(false);
            EndRange();
        }
    }

    private async Task DrawAsync(int first, int drawCount, CancellationToken cancellationToken)
    {
        try
        {
            var asked = new ChatAsk(drawCount, call.Options.LogProbabilities);
            var (response, answers, ask) = await call.AskAsync(asked, first, cancellationToken).ConfigureAwait(false);
            var given = Math.Min(answers.Count, ask.Answers);
            if (given == 0)
            {
                throw new InvalidOperationException("The response has no answer.");
            }

            if (given < ask.Answers)
            {
                call.NoteFewer(ask.Answers, given);
            }

            for (var k = 0; k < given; k++)
            {
                Take(first + k, answers[k], response, k == 0 ? response.Usage : null);
            }

            if (given < drawCount)
            {
                Plan(first + given, drawCount - given);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _failures.Enqueue(exception);
        }
    }

    private void Take(int index, ChatAnswer answer, ChatResponse response, UsageDetails? usage)
    {
        var candidate = answer.ToCandidate(index, call.Sampling.IsModelDistribution) with { Usage = usage };
        if (call.Options.LogProbabilities && answer.HasText)
        {
            call.Known.GivesLogProbabilities ??= answer.LogProbability is not null;
            if (answer.LogProbability is null)
            {
                _failures.Enqueue(new MissingLogProbability());
            }
        }

        received?.Invoke(call.Sampling.FirstCandidate + index, answer, response);
        _drawn.Writer.TryWrite(candidate);
    }

    private sealed class MissingLogProbability() : Exception("The answer has no log-probability.");
}
