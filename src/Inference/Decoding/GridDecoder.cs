using System.Diagnostics;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Scores every answer of a grid and decides by the metric: regression-aware inference by scoring (Lukasik et al. 2024). The answers' own
/// probabilities are the weights. Safe for concurrent callers as far as the scorer is. Disposing it leaves scorer and source alone.
/// </summary>
public sealed class GridDecoder : IDisposable
{
    private readonly IContinuationScorer _scorer;
    private readonly ICandidateSource? _source;
    private readonly Selector _selector;
    private readonly Continuation[] _continuations;

    /// <summary>A decoder over a scorer.</summary>
    /// <param name="scorer">What scores; disposed by the caller.</param>
    /// <param name="selection">How to select; the weights are the probabilities, whatever it says of them.</param>
    /// <param name="options">What is scored.</param>
    /// <param name="source">What draws chains of reasoning; needed where <see cref="GridOptions.Chains"/> is not 0.</param>
    /// <exception cref="OptionException">A selection option is not allowed.</exception>
    /// <exception cref="DecodingException">A grid option is not allowed.</exception>
    public GridDecoder(IContinuationScorer scorer, SelectionOptions selection, GridOptions options, ICandidateSource? source = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        DecodingException.Require(options.Chains == 0 || source is not null, $"{options.Chains} chains were asked for, and there is no source to draw them. Give one, or ask for 0.");
        Options = options;
        _scorer = scorer;
        _source = source;
        _selector = new Selector(selection with { Weights = WeightSource.Given, Temperature = 1 });
        _continuations = [.. options.Values.Select(value => new Continuation(options.Prefix + value + options.Suffix))];
    }

    /// <summary>What is scored, and how.</summary>
    public GridOptions Options { get; }

    /// <summary>Scores and decides for one prompt.</summary>
    /// <exception cref="PromptException">The prompt is empty, or does not fit the context.</exception>
    /// <exception cref="SourceException">The model failed.</exception>
    /// <exception cref="DecodingException">One value begins another, or the model gives none of them any probability.</exception>
    /// <exception cref="CandidateException">The metric cannot read the values.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<Decoding> DecodeAsync(Prompt prompt, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var start = Stopwatch.GetTimestamp();
        IReadOnlyList<DrawnCandidate> chains = [];
        SourceException? failure = null;
        double[] probabilities;
        if (Options.Chains == 0)
        {
            probabilities = await ProbabilitiesAsync(prompt, cancellation).ConfigureAwait(false);
        }
        else
        {
            var drawn = await DrawnSet.CollectAsync(_source!, prompt, Options.Chains, Options.Sampling, cancellation).ConfigureAwait(false);
            (chains, failure) = (drawn.Candidates, drawn.Failure);
            probabilities = await AverageAsync(prompt, chains, cancellation).ConfigureAwait(false);
        }

        var drawing = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var votes = Votes(probabilities);
        var selection = _selector.Select(new Problem(prompt.Id ?? "", votes), cancellation);
        return new Decoding
        {
            Id = prompt.Id ?? "",
            Text = selection.Text,
            Selection = selection,
            Votes = votes,
            Samples = chains,
            Requested = Options.Chains,
            Failure = failure,
            OutsideGrid = Math.Max(0, 1 - probabilities.Sum()),
            Drawing = drawing,
            Selecting = Stopwatch.GetElapsedTime(start),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _selector.Dispose();

    private async Task<double[]> AverageAsync(Prompt prompt, IReadOnlyList<DrawnCandidate> chains, CancellationToken cancellation)
    {
        var sums = new double[_continuations.Length];
        foreach (var chain in chains)
        {
            var extended = new Prompt(prompt.Text + chain.Text + Options.Bridge) { Id = prompt.Id };
            var probabilities = await ProbabilitiesAsync(extended, cancellation).ConfigureAwait(false);
            for (var k = 0; k < sums.Length; k++)
            {
                sums[k] += probabilities[k] / chains.Count;
            }
        }

        return sums;
    }

    private async Task<double[]> ProbabilitiesAsync(Prompt prompt, CancellationToken cancellation)
    {
        var scores = await _scorer.ScoreAsync(prompt, _continuations, cancellation).ConfigureAwait(false);
        RequireDistinctBeginnings(scores);
        return [.. scores.Select(score => Math.Exp(score.LogProbability))];
    }

    // Where one value's tokens begin another's, its probability would contain the other's. Sorted, such a value stands right before one.
    private void RequireDistinctBeginnings(IReadOnlyList<ScoredContinuation> scores)
    {
        var order = Enumerable.Range(0, scores.Count).ToArray();
        Array.Sort(order, (left, right) => Compare(scores[left].Tokens, scores[right].Tokens));
        for (var k = 1; k < order.Length; k++)
        {
            var (shorter, longer) = (scores[order[k - 1]].Tokens, scores[order[k]].Tokens);
            if (shorter.Count <= longer.Count && Enumerable.Range(0, shorter.Count).All(i => shorter[i] == longer[i]))
            {
                throw new DecodingException(
                    $"The tokens of '{Options.Values[order[k - 1]]}' begin those of '{Options.Values[order[k]]}', so their probabilities overlap. End every value by a suffix that closes it, such as a line's end.");
            }
        }
    }

    private static int Compare(IReadOnlyList<int> left, IReadOnlyList<int> right)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (left[i] != right[i])
            {
                return left[i].CompareTo(right[i]);
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    private Candidate[] Votes(double[] probabilities)
    {
        var largest = probabilities.Max();
        DecodingException.Require(largest > 0, $"The model gives none of the {probabilities.Length} values of the grid any probability. Check prefix and suffix, or score other values.");
        return
        [
            .. Options.Values.Select((value, k) => new Candidate(value)
            {
                LogProbability = Math.Log(probabilities[k]),
                Weight = Math.Pow(probabilities[k] / largest, 1 / Options.Temperature),
            }),
        ];
    }
}
