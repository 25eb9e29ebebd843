using Accelerated.Metrics;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference.Chat;

/// <summary>The decoders of a client, one for each metric and rule of requests, so that engines are started once.</summary>
internal sealed class ChatDecoders(
    ICandidateSource source,
    SelectionOptions selection,
    DecodingOptions decoding,
    ILogger? logger,
    Func<SelectionOptions, Selector>? selectors) : IDisposable
{
    private const int MostKept = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string? Metric, SelectionRule Rule), MetricAwareDecoder> _decoders = [];
    private readonly MetricAwareDecoder _own = new(source, selection, decoding, logger, selectors);
    private MetricAwareDecoder? _calls;

    /// <summary>The decoder of a metric and rule; where <paramref name="isOwned"/>, the caller disposes it.</summary>
    /// <param name="metric">The metric's specification; null for the client's own.</param>
    /// <param name="rule">The rule; null for the client's own.</param>
    /// <param name="isOwned">Whether too many are kept already.</param>
    /// <exception cref="OptionException">The metric is unknown or malformed, or the rule does not fit it.</exception>
    public MetricAwareDecoder Of(string? metric, SelectionRule? rule, out bool isOwned)
    {
        isOwned = false;
        if (metric is null && (rule is null || rule == selection.Rule))
        {
            return _own;
        }

        lock (_lock)
        {
            var key = (metric, rule ?? selection.Rule);
            if (_decoders.TryGetValue(key, out var known))
            {
                return known;
            }

            var named = metric is null ? selection.Metric : MetricCatalogue.Parse(metric);
            var decoder = new MetricAwareDecoder(source, selection with { Metric = named, Rule = key.Item2 }, decoding, logger);
            isOwned = _decoders.Count >= MostKept;
            if (!isOwned)
            {
                _decoders.Add(key, decoder);
            }

            return decoder;
        }
    }

    /// <summary>The decoder of tool calls: the most frequent call.</summary>
    public MetricAwareDecoder OfCalls()
    {
        lock (_lock)
        {
            return _calls ??= new MetricAwareDecoder(
                source,
                selection with
                {
                    Metric = MetricCatalogue.Parse("exact-match"),
                    Rule = SelectionRule.Candidates,
                    Weights = WeightSource.Uniform,
                    Temperature = 1,
                },
                decoding with { DecisionTemperature = 1, Answer = null },
                logger);
        }
    }

    public void Dispose()
    {
        _own.Dispose();
        _calls?.Dispose();
        foreach (var decoder in _decoders.Values)
        {
            decoder.Dispose();
        }
    }
}
