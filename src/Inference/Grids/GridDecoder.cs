using System.Diagnostics;
using Accelerated.Inference.Scoring;
using Accelerated.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accelerated.Inference.Grids;

/// <summary>
/// Scores every answer of a grid and decides by the metric: regression-aware inference by scoring (Lukasik et al. 2024). The answers' own
/// probabilities are the weights. Safe for concurrent callers if the scorer is. Disposing it disposes neither scorer nor source.
/// </summary>
public sealed class GridDecoder : IDisposable
{
    private readonly IContinuationScorer _model;
    private readonly ICandidateSource? _source;
    private readonly GridScorer _scorer;
    private readonly string _name;
    private readonly Selector _selector;
    private readonly ILogger _logger;
    private readonly bool _ownsSelector = true;

    /// <summary>A decoder over a scorer.</summary>
    /// <param name="scorer">Scores the values; disposed by the caller.</param>
    /// <param name="selection">How to select; its weights and temperature are replaced by the scored probabilities.</param>
    /// <param name="options">The values, and how they are scored.</param>
    /// <param name="source">Draws chains of reasoning; needed where <see cref="GridOptions.Chains"/> is not 0.</param>
    /// <param name="logger">Receives each selection, partial failures and fallbacks; null for none.</param>
    /// <exception cref="OptionException">A selection, grid or sampling option is not allowed.</exception>
    public GridDecoder(
        IContinuationScorer scorer,
        SelectionOptions selection,
        GridOptions options,
        ICandidateSource? source = null,
        ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(selection);
        _model = scorer;
        _source = source;
        _scorer = new GridScorer(scorer, options, source);
        _name = (source ?? scorer as ICandidateSource)?.Name ?? scorer.GetType().Name;
        _logger = logger ?? NullLogger.Instance;
        _selector = new Selector(selection with { Weights = WeightSource.Given, Temperature = 1 });
    }

    private GridDecoder(GridDecoder shared, GridOptions options)
    {
        _model = shared._model;
        _source = shared._source;
        _scorer = new GridScorer(_model, options, _source);
        _name = shared._name;
        _logger = shared._logger;
        _selector = shared._selector;
        _ownsSelector = false;
    }

    /// <summary>What is scored, and how.</summary>
    public GridOptions Options => _scorer.Options;

    /// <summary>
    /// A decoder with other sampling of chains, such as a seed for each prompt, that selects on this one's engines, so that they are
    /// started once. It works until this one is disposed, and need not be disposed itself.
    /// </summary>
    /// <param name="sampling">How chains are drawn.</param>
    /// <exception cref="OptionException">A sampling option is not allowed.</exception>
    public GridDecoder With(SamplingOptions sampling) => new(this, Options with { Sampling = sampling });

    /// <summary>Scores and decides for one prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="cancellationToken">Ends scoring and selecting.</param>
    /// <exception cref="PromptException">The prompt is empty, or does not fit the context.</exception>
    /// <exception cref="SourceException">
    /// The model failed, on every chain where there are chains; a failure on some is in <see cref="Decoding.Failure"/> instead.
    /// </exception>
    /// <exception cref="DecodingException">One value begins another, or the model gives none of them any probability.</exception>
    /// <exception cref="Metrics.CandidateException">The metric cannot read the values.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<Decoding> DecodeAsync(Prompt prompt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var request = new DecodingRequest(_name, prompt, Options.Chains, Options.Sampling, _selector.Options);
        return DecodingTelemetry.ObserveAsync(request, _logger, () => RunAsync(prompt, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsSelector)
        {
            _selector.Dispose();
        }
    }

    private async Task<Decoding> RunAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var scores = await _scorer.ScoreAsync(prompt, cancellationToken).ConfigureAwait(false);
        var drawing = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var selection = _selector.Select(new Problem(prompt.Id ?? "", scores.Votes), cancellationToken);
        return new Decoding(selection)
        {
            Id = prompt.Id ?? "",
            Text = selection.Text,
            Options = _selector.Options,
            Votes = scores.Votes,
            Samples = scores.Chains,
            Requested = Options.Chains,
            Failure = scores.Failure,
            OutsideGrid = scores.Outside,
            DroppedPromptTokens = scores.DroppedPromptTokens,
            Drawing = drawing,
            Selecting = Stopwatch.GetElapsedTime(start),
        };
    }
}
