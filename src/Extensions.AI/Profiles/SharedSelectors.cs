using System.Collections.Concurrent;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Extensions.AI.Profiles;

/// <summary>The selectors of all profiles: one for each metric and options, so that engines are started once.</summary>
internal sealed class SharedSelectors : IDisposable
{
    private static readonly Metric s_any = Metric.TokenF1();

    // Metrics made twice from one specification, and choices of the same devices, are different objects: their texts are compared.
    private readonly ConcurrentDictionary<(string Metric, string Engine, SelectionOptions Others), Lazy<Selector>> _selectors = [];

    /// <summary>The selector of some options.</summary>
    /// <exception cref="OptionException">An option is not allowed.</exception>
    public Selector Of(SelectionOptions options) => _selectors
        .GetOrAdd(
            (options.Metric.Info.Name, options.Engine.ToString(), options with { Metric = s_any, Engine = default }),
            _ => new Lazy<Selector>(() => new Selector(options)))
        .Value;

    public void Dispose()
    {
        foreach (var selector in _selectors.Values.Where(selector => selector.IsValueCreated))
        {
            selector.Value.Dispose();
        }
    }
}
