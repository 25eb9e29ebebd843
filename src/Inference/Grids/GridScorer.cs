using System.Runtime.ExceptionServices;
using Accelerated.Inference.Scoring;
using Accelerated.Metrics;

namespace Accelerated.Inference.Grids;

/// <summary>
/// The probabilities that a model gives to the answers of a grid, right after the prompt or averaged over chains of reasoning. Safe for
/// concurrent callers if scorer and source are.
/// </summary>
internal sealed class GridScorer
{
    private readonly IContinuationScorer _scorer;
    private readonly ICandidateSource? _source;
    private readonly Continuation[] _continuations;

    /// <summary>A grid over a scorer.</summary>
    /// <param name="scorer">Scores the values; disposed by the caller.</param>
    /// <param name="options">The values, and how they are scored.</param>
    /// <param name="source">
    /// Draws chains of reasoning; needed where <see cref="GridOptions.Chains"/> is not 0. Disposed by the caller.
    /// </param>
    /// <exception cref="OptionException">A grid or sampling option is not allowed, or chains have no source.</exception>
    public GridScorer(IContinuationScorer scorer, GridOptions options, ICandidateSource? source = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        new OptionRule(nameof(GridOptions)).Require(
            options.Chains == 0 || source is not null, nameof(options.Chains), options.Chains, "0 without a source to draw the chains");
        Options = options;
        _scorer = scorer;
        _source = source;
        _continuations = [.. options.Values.Select(value => new Continuation(options.Prefix + value + options.Suffix))];
    }

    /// <summary>What is scored, and how.</summary>
    public GridOptions Options { get; }

    /// <summary>Scores the grid after one prompt.</summary>
    /// <exception cref="PromptException">
    /// The prompt is empty, does not fit the context, or is given as tokens where chains are asked for.
    /// </exception>
    /// <exception cref="SourceException">
    /// The model failed, on every chain where there are chains; a failure on some is in <see cref="GridScores.Failure"/> instead.
    /// </exception>
    /// <exception cref="DecodingException">One value begins another, or the model gives none of them any probability.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<GridScores> ScoreAsync(Prompt prompt, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        if (Options.Chains == 0)
        {
            var (right, dropped) = await LogProbabilitiesAsync(prompt, cancellation).ConfigureAwait(false);
            return new GridScores(Votes(right, prompt.Language), Outside(right)) { DroppedPromptTokens = dropped };
        }

        if (prompt.Tokens is not null)
        {
            throw new PromptException(
                $"The prompt is given as {prompt.Tokens.Count} tokens; chains of reasoning need its text. Give the text, or set " +
                "GridOptions.Chains to 0.");
        }

        await _scorer.RequireScoresAsync(prompt, cancellation).ConfigureAwait(false);
        var drawn = await DrawnSet.CollectAsync(_source!, prompt, Options.Chains, Options.Sampling, cancellation).ConfigureAwait(false);
        return await ScoreChainsAsync(prompt, drawn, cancellation).ConfigureAwait(false);
    }

    private static double Outside(double[] logProbabilities) => Math.Max(0, 1 - logProbabilities.Sum(Math.Exp));

    // A chain that cannot be scored, such as one too long for the context, does not fail the others.
    private async Task<GridScores> ScoreChainsAsync(Prompt prompt, DrawnSet drawn, CancellationToken cancellation)
    {
        var chains = new List<DrawnCandidate>();
        var ofChain = new List<double[]>();
        var failures = new List<Exception>();
        var mostDropped = 0;
        foreach (var chain in drawn.Candidates)
        {
            try
            {
                var begun = prompt with { AnswerStart = prompt.AnswerStart + AnswerStart(chain) };
                var (logProbabilities, dropped) = await LogProbabilitiesAsync(begun, cancellation).ConfigureAwait(false);
                ofChain.Add(logProbabilities);
                chains.Add(chain);
                mostDropped = Math.Max(mostDropped, dropped);
            }
            catch (Exception exception) when (exception is SourceException or PromptException)
            {
                failures.Add(exception);
            }
        }

        if (chains.Count == 0)
        {
            ExceptionDispatchInfo.Throw(failures[0]);
        }

        var values = Enumerable.Range(0, _continuations.Length);
        double[] averaged = [.. values.Select(k => LogOfMean([.. ofChain.Select(logProbabilities => logProbabilities[k])]))];
        return new GridScores(Votes(averaged, prompt.Language), Outside(averaged))
        {
            Chains = chains,
            Failure = failures.Count == 0 ? drawn.Failure : Unscored(drawn, failures),
            DroppedPromptTokens = mostDropped,
        };
    }

    // A model answers right after its reasoning, so a value replaces the answer where the reasoning is known separately.
    private string AnswerStart(DrawnCandidate chain)
    {
        var start = chain.Reasoning is { } reasoning ? $"{Reasoning.Start}\n{reasoning}\n{Reasoning.End}\n\n" : chain.Text;
        return start + Options.Bridge;
    }

    private static SourceException Unscored(DrawnSet drawn, List<Exception> failures)
    {
        var scored = drawn.Candidates.Count - failures.Count;
        var message =
            $"{failures.Count} of {drawn.Candidates.Count} chains could not be scored, the first with: {failures[0].Message} " +
            $"The average is over the other {scored}.";
        return drawn.Failure is { } failure
            ? new SourceException($"{failure.Message} {message}", scored, drawn.Requested, new AggregateException([failure, .. failures]))
            : new SourceException(message, scored, drawn.Requested, new AggregateException(failures));
    }

    // In logarithms, the largest taken out: a long answer's probability may be too small for a double.
    private static double LogOfMean(double[] logarithms)
    {
        var largest = logarithms.Max();
        return double.IsNegativeInfinity(largest)
            ? largest
            : largest + Math.Log(logarithms.Sum(value => Math.Exp(value - largest)) / logarithms.Length);
    }

    private async Task<(double[] LogProbabilities, int Dropped)> LogProbabilitiesAsync(Prompt prompt, CancellationToken cancellation)
    {
        var scores = await _scorer.ScoreAsync(prompt, _continuations, cancellation).ConfigureAwait(false);
        RequireDistinctBeginnings(scores);
        return ([.. scores.Select(score => score.LogProbability)], scores.Max(score => score.DroppedPromptTokens));
    }

    // Where one value's tokens begin another's, its probability would include the other's. Sorted, the two are neighbours.
    private void RequireDistinctBeginnings(IReadOnlyList<ScoredContinuation> scores)
    {
        var order = Enumerable.Range(0, scores.Count).ToArray();
        Array.Sort(order, (left, right) => TokenTrie.Compare(scores[left].Tokens, scores[right].Tokens));
        for (var k = 1; k < order.Length; k++)
        {
            var (shorter, longer) = (scores[order[k - 1]].Tokens, scores[order[k]].Tokens);
            if (shorter.Count <= longer.Count && Enumerable.Range(0, shorter.Count).All(i => shorter[i] == longer[i]))
            {
                throw new DecodingException(
                    $"The tokens of '{Options.Values[order[k - 1]]}' begin those of '{Options.Values[order[k]]}', so their probabilities " +
                    "overlap. Set GridOptions.Suffix to a text that ends every value, such as \"\\n\".");
            }
        }
    }

    private Candidate[] Votes(double[] logProbabilities, string? language)
    {
        var largest = logProbabilities.Max();
        if (double.IsNegativeInfinity(largest))
        {
            throw new DecodingException(
                $"The model gives none of the {logProbabilities.Length} values of the grid any probability. Check GridOptions.Prefix and " +
                "GridOptions.Suffix, or score other values.");
        }

        return
        [
            .. Options.Values.Select((value, k) => new Candidate(value)
            {
                Language = language,
                LogProbability = logProbabilities[k],
                Weight = Elementary.Exp(new Real((logProbabilities[k] - largest) / Options.Temperature)).Value,
            }),
        ];
    }
}
