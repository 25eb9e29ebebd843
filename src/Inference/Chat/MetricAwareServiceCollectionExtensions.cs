using Accelerated.Inference;
using Accelerated.Inference.Chat;
using Accelerated.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers metric-aware selection.</summary>
public static class MetricAwareServiceCollectionExtensions
{
    /// <summary>
    /// Registers two singletons: a <see cref="Selector"/>, and a <see cref="MetricAwareDecoder"/> over the <see cref="ICandidateSource"/>
    /// that the application registers.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="metric">The metric whose expected value is optimised.</param>
    /// <param name="options">How many candidates are drawn, and how one is selected; null for the defaults.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="OptionException">A selection, decoding or sampling option is not allowed.</exception>
    public static IServiceCollection AddMetricAware(this IServiceCollection services, Metric metric, MetricAwareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(metric);
        var selection = (options?.Selection ?? new SelectionOptions(metric)) with { Metric = metric };
        var decoding = options?.Decoding ?? new DecodingOptions();
        selection.Validate();
        decoding.Validate();
        services.TryAddSingleton(_ => new Selector(selection));
        services.TryAddSingleton(provider => new MetricAwareDecoder(
            provider.GetRequiredService<ICandidateSource>(), selection, decoding, provider.GetService<ILogger<MetricAwareDecoder>>()));
        return services;
    }
}
