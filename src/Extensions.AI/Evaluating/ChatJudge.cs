using System.Globalization;
using System.Text.RegularExpressions;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Extensions.AI.Evaluating;

/// <summary>
/// A language model as a judge: for each pair it is asked once and answers with a number. <see cref="Metric.CreateBatched"/> makes a metric
/// of it. A text under judgement is part of the prompt, and may try to talk the judge round.
/// </summary>
public sealed partial class ChatJudge : IBatchScorer
{
    private const string Hypothesis = "{hypothesis}";

    private readonly IChatClient _client;
    private readonly string _prompt;
    private readonly (double Least, double Most) _range;
    private readonly int _concurrentCalls;
    private readonly ChatOptions? _options;
    private readonly Lock _turn = new();
    private JudgeUsage _usage;

    /// <summary>A judge.</summary>
    /// <param name="client">The client that is asked; the caller disposes it.</param>
    /// <param name="prompt">
    /// The question, with <c>{hypothesis}</c> and, unless the judge is to do without, <c>{reference}</c> in the texts' places. It should
    /// ask for a number and nothing else.
    /// </param>
    /// <param name="minimum">The least number that is allowed.</param>
    /// <param name="maximum">The greatest.</param>
    /// <param name="concurrentCalls">Most calls at once in a batch, at least 1.</param>
    /// <param name="options">Passed on with each call, such as a temperature of 0; null for the client's defaults.</param>
    /// <exception cref="ArgumentException">The prompt has no place for the hypothesis, or the minimum is not below the maximum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one call at once.</exception>
    public ChatJudge(
        IChatClient client, string prompt, double minimum, double maximum, int concurrentCalls = 8, ChatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrentCalls, 1);
        if (!prompt.Contains(Hypothesis, StringComparison.Ordinal))
        {
            throw new ArgumentException("The prompt has no {hypothesis}, where the text under judgement goes. Add it.", nameof(prompt));
        }

        if (!(minimum < maximum))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The range is {minimum} to {maximum}; the minimum must be below the maximum."),
                nameof(minimum));
        }

        (_client, _prompt, _range, _concurrentCalls, _options) = (client, prompt, (minimum, maximum), concurrentCalls, options);
    }

    /// <summary>What it has cost so far.</summary>
    public JudgeUsage Usage
    {
        get
        {
            lock (_turn)
            {
                return _usage;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="FormatException">An answer does not have exactly one number, or one that is out of range.</exception>
    public async Task<IReadOnlyList<double>> ScoreAsync(
        IReadOnlyList<(string Hypothesis, string Reference)> pairs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var values = new double[pairs.Count];
        await Parallel.ForAsync(
            0,
            values.Length,
            new ParallelOptions { MaxDegreeOfParallelism = _concurrentCalls, CancellationToken = cancellationToken },
            async (k, stop) => values[k] = await AskAsync(pairs[k], stop).ConfigureAwait(false)).ConfigureAwait(false);
        return values;
    }

    // In one pass, so that a text with a placeholder in it stays as it is.
    [GeneratedRegex(@"\{(?:hypothesis|reference)\}")]
    private static partial Regex Places();

    [GeneratedRegex(@"[-+]?[0-9]+(?:\.[0-9]+)?")]
    private static partial Regex Numbers();

    private async Task<double> AskAsync((string Hypothesis, string Reference) pair, CancellationToken cancellation)
    {
        var prompt = Places().Replace(_prompt, place => place.Value == Hypothesis ? pair.Hypothesis : pair.Reference);
        var response = await _client.GetResponseAsync([new ChatMessage(ChatRole.User, prompt)], _options, cancellation)
            .ConfigureAwait(false);
        lock (_turn)
        {
            _usage = new(
                _usage.Calls + 1,
                _usage.InputTokens + (response.Usage?.InputTokenCount ?? 0),
                _usage.OutputTokens + (response.Usage?.OutputTokenCount ?? 0));
        }

        var found = Numbers().Matches(response.Text);
        return found.Count == 1
            && double.Parse(found[0].ValueSpan, CultureInfo.InvariantCulture) is var value && value >= _range.Least && value <= _range.Most
            ? value
            : throw new FormatException(FormattableString.Invariant(
                $"The judge answered with {found.Count} numbers in {response.Text.Length} characters; expected one, {_range.Least} to ")
                + FormattableString.Invariant($"{_range.Most}. Ask in the prompt for the number and nothing else."));
    }
}
