using System.Diagnostics;
using Accelerated.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accelerated.Inference;

/// <summary>
/// Draws candidates from a model and selects the best by a metric (sampled minimum Bayes risk; for numbers, regression-aware inference by
/// sampling, Lukasik et al. 2024). Safe for concurrent callers if its source is. Disposing it does not dispose the source.
/// </summary>
public sealed class MetricAwareDecoder : IDisposable
{
    private readonly ICandidateSource _source;
    private readonly ILogger _logger;
    private readonly Selector _selector;
    private readonly Selector? _stopSelector;
    private readonly (WeightSource Source, double Temperature)? _answerWeights;
    private readonly bool _needsLogProbabilities;
    private readonly bool _ownsSelectors;

    /// <summary>A decoder over a source.</summary>
    /// <param name="source">Draws the candidates; disposed by the caller.</param>
    /// <param name="selection">How to select.</param>
    /// <param name="options">How to draw, and how texts become votes; null for the defaults.</param>
    /// <param name="logger">Receives each selection, partial failures and fallbacks; null for none.</param>
    /// <exception cref="OptionException">
    /// An option is not allowed, or the weights need log-probabilities and the source gives none.
    /// </exception>
    public MetricAwareDecoder(ICandidateSource source, SelectionOptions selection, DecodingOptions? options = null, ILogger? logger = null)
        : this(source, selection, options, logger, null)
    {
    }

    /// <param name="source">Draws the candidates; disposed by the caller.</param>
    /// <param name="selection">How to select.</param>
    /// <param name="options">How to draw, and how texts become votes; null for the defaults.</param>
    /// <param name="logger">Receives each selection, partial failures and fallbacks; null for none.</param>
    /// <param name="selectors">Gives selectors that outlive the decoder; null where it has its own.</param>
    internal MetricAwareDecoder(
        ICandidateSource source,
        SelectionOptions selection,
        DecodingOptions? options,
        ILogger? logger,
        Func<SelectionOptions, Selector>? selectors)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(selection);
        Options = options ?? new DecodingOptions();
        Options.Validate();
        var rule = new OptionRule(nameof(SelectionOptions));
        rule.Require(
            Options.DecisionTemperature == 1 || selection.Weights == WeightSource.Uniform,
            nameof(selection.Weights),
            selection.Weights,
            "Uniform where DecodingOptions.DecisionTemperature is not 1",
            "Use uniform weights, or leave the decision temperature at 1.");
        rule.Require(
            selection.Weights != WeightSource.Given,
            nameof(selection.Weights),
            selection.Weights,
            "Uniform or LogProbability, because drawn candidates carry no weights");
        _answerWeights = Options.Answer is not null && selection.Weights.IsByModel() ? (selection.Weights, selection.Temperature) : null;
        var effective = Options.DecisionTemperature == 1 && _answerWeights is null
            ? selection
            : selection with { Weights = WeightSource.Given, Temperature = 1 };
        _needsLogProbabilities = selection.Weights.IsByModel() || Options.DecisionTemperature != 1;
        _source = source;
        if (LacksLogProbabilities)
        {
            throw new OptionException(nameof(selection.Weights), NoLogProbabilities);
        }

        _logger = logger ?? NullLogger.Instance;
        _ownsSelectors = selectors is null;
        selectors ??= own => new Selector(own);
        _selector = selectors(effective);
        if (Options.Stop is { } stop)
        {
            _stopSelector = selectors(
                effective with
                {
                    BootstrapResamples = stop.Resamples,
                    Rule = SelectionRule.Candidates,
                    ClusterThreshold = null,
                    Diverse = null,
                    KeepMatrix = false,
                });
        }
    }

    private MetricAwareDecoder(MetricAwareDecoder shared, ICandidateSource source, DecodingOptions options)
    {
        options.Validate();
        Options = options;
        _source = source;
        _logger = shared._logger;
        _selector = shared._selector;
        _stopSelector = shared._stopSelector;
        _answerWeights = shared._answerWeights;
        _needsLogProbabilities = shared._needsLogProbabilities;
        if (LacksLogProbabilities)
        {
            throw new DecodingException(NoLogProbabilities);
        }
    }

    /// <summary>How candidates are drawn and become votes.</summary>
    public DecodingOptions Options { get; }

    /// <summary>The metric's name.</summary>
    internal string Metric => _selector.Options.Metric.Info.Name;

    /// <summary>
    /// A decoder with other sampling, such as a seed for each prompt, that selects on this one's engines, so that they are started once. It
    /// works until this one is disposed, and need not be disposed itself.
    /// </summary>
    /// <param name="sampling">How candidates are drawn.</param>
    /// <exception cref="OptionException">A sampling option is not allowed, alone or beside the other options.</exception>
    /// <exception cref="DecodingException">The weights need log-probabilities, and the source gives none with this sampling.</exception>
    public MetricAwareDecoder With(SamplingOptions sampling) => With(_source, Options with { Sampling = sampling });

    /// <inheritdoc cref="With(SamplingOptions)"/>
    internal MetricAwareDecoder With(ICandidateSource source, DecodingOptions options) => new(this, source, options);

    /// <summary>Draws and selects for one prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="cancellationToken">Ends drawing and selecting.</param>
    /// <exception cref="PromptException">The prompt is empty, or does not fit the context.</exception>
    /// <exception cref="SourceException">Nothing was drawn; a partial failure is in <see cref="Decoding.Failure"/> instead.</exception>
    /// <exception cref="DecodingException">A sample is of a kind that <see cref="DecodingOptions.Samples"/> refuses.</exception>
    /// <exception cref="DrawingException">
    /// Fewer votes than <see cref="DecodingOptions.Quorum"/>, or they lack the log-probabilities they need.
    /// </exception>
    /// <exception cref="CandidateException">The metric cannot read what was drawn.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<Decoding> DecodeAsync(Prompt prompt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var request = new DecodingRequest(_source.Name, prompt, Options.Draws, Options.Sampling, _selector.Options);
        return DecodingTelemetry.ObserveAsync(request, _logger, () => RunAsync(prompt, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsSelectors)
        {
            _selector.Dispose();
            _stopSelector?.Dispose();
        }
    }

    private async Task<Decoding> RunAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var drawing = new Stopwatch();
        var selecting = new Stopwatch();
        var samples = new List<DrawnCandidate>();
        SourceException? failure = null;
        var stable = false;
        var draws = Options.Draws;
        if (draws < Options.Candidates)
        {
            SelectionLog.DrawnOnce(_logger, Options.Candidates);
        }

        var block = Options.Stop?.Block ?? draws;
        while (samples.Count < draws && failure is null && !stable)
        {
            drawing.Start();
            var sampling = Options.Sampling with { FirstCandidate = Options.Sampling.FirstCandidate + samples.Count };
            try
            {
                var count = Math.Min(block, draws - samples.Count);
                var set = await DrawnSet.CollectAsync(_source, prompt, count, sampling, cancellationToken).ConfigureAwait(false);
                var first = samples.Count;
                samples.AddRange(set.Candidates.Select(candidate => candidate with { Index = first + candidate.Index }));
                failure = set.Failure;
            }
            catch (SourceException exception) when (samples.Count > 0)
            {
                failure = exception;
            }

            drawing.Stop();
            selecting.Start();
            stable = failure is null && samples.Count < draws && IsStable(prompt, samples, cancellationToken);
            selecting.Stop();
        }

        selecting.Start();
        if (_needsLogProbabilities && failure is not null && samples.Any(sample => sample.LogProbability is null))
        {
            throw new DrawingException(failure.Message, samples, draws, failure);
        }

        var ballot = new Ballot(samples, Options, prompt.Language, _answerWeights);
        RequireQuorum(ballot, samples, draws, failure);
        var selection = _selector.Select(new Problem(prompt.Id ?? "", ballot.Votes), cancellationToken);
        var chosen = selection.Index < 0 ? null : ballot.SampleOf(selection.Index);
        selecting.Stop();
        return new Decoding(selection)
        {
            Id = prompt.Id ?? "",
            Text = chosen is null || Options.Answer is null ? selection.Text : chosen.Text,
            Chosen = chosen,
            Options = _selector.Options,
            Votes = ballot.Votes,
            VoteSamples = ballot.Samples,
            Samples = samples,
            Requested = draws,
            Unanswered = ballot.Unanswered,
            Empty = ballot.Empty,
            Truncated = ballot.Truncated,
            Refused = ballot.Refused,
            DroppedPromptTokens = samples.Max(sample => sample.DroppedPromptTokens),
            Failure = failure,
            StoppedEarly = stable,
            Drawing = drawing.Elapsed,
            Selecting = selecting.Elapsed,
        };
    }

    private bool LacksLogProbabilities =>
        _needsLogProbabilities && !_source.GivesLogProbabilities(Options.Sampling, ofSampling: Options.DecisionTemperature != 1);

    private string NoLogProbabilities =>
        $"{_source.Name} gives no log-probabilities with this sampling, and the weights need one for each answer. Use uniform weights " +
        "and a decision temperature of 1, or have the source ask for them (ChatSourceOptions.LogProbabilities).";

    private void RequireQuorum(Ballot ballot, List<DrawnCandidate> samples, int draws, SourceException? failure)
    {
        var quorum = Math.Min(Options.Quorum, draws);
        if (ballot.Votes.Count < quorum)
        {
            var message =
                $"Only {ballot.Votes.Count} of {draws} answers can vote, below the quorum of {quorum}. What was drawn is kept with this " +
                "error; ask for the rest, or lower DecodingOptions.Quorum.";
            throw new DrawingException(failure is null ? message : $"{message} {failure.Message}", samples, draws, failure);
        }
    }

    private bool IsStable(Prompt prompt, List<DrawnCandidate> samples, CancellationToken cancellationToken)
    {
        if (_stopSelector is null || Options.Stop is not { } stop)
        {
            return false;
        }

        try
        {
            var votes = new Ballot(samples, Options, prompt.Language, _answerWeights).Votes;
            return votes.Count >= Options.Quorum
                && _stopSelector.Select(new Problem(prompt.Id ?? "", votes), cancellationToken).BestProbability >= stop.Probability;
        }
        catch (Exception exception) when (exception is DecodingException or CandidateException)
        {
            return false; // later samples may be able to vote; the final selection reports it otherwise
        }
    }
}
