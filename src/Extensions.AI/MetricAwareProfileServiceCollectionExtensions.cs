using Accelerated.Extensions.AI;
using Accelerated.Extensions.AI.Profiles;
using Accelerated.Inference;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers profiles of metric-aware selection.</summary>
public static class MetricAwareProfileServiceCollectionExtensions
{
    /// <summary>
    /// Registers a profile: two singletons under the key <paramref name="name"/>, a <see cref="Selector"/> and a
    /// <see cref="MetricAwareDecoder"/>. The decoder draws from the <see cref="ICandidateSource"/> of the same key or, where there is none,
    /// from the one without a key. Profiles that select in the same way share a selector. The values are checked when the host starts.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The profile's name, not empty.</param>
    /// <param name="configure">Sets the profile's values.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddMetricAware(this IServiceCollection services, string name, Action<MetricAwareProfile> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Add(services, name, null).Configure(configure);
        return services;
    }

    /// <summary>
    /// Registers a profile as <see cref="AddMetricAware(IServiceCollection, string, Action{MetricAwareProfile})"/> does, with the values of
    /// a configuration's section. They are read once; a key that no property has is an error.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The profile's name, not empty.</param>
    /// <param name="section">The section, such as <c>configuration.GetSection("MetricAware:summaries")</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddMetricAware(this IServiceCollection services, string name, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        Add(services, name, section).Bind(section, options => options.ErrorOnUnknownConfiguration = true);
        return services;
    }

    private static OptionsBuilder<MetricAwareProfile> Add(IServiceCollection services, string name, IConfigurationSection? section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        services.TryAddSingleton<SharedSelectors>();
        services.TryAddKeyedSingleton(name, (provider, _) =>
            provider.GetRequiredService<SharedSelectors>().Of(ValuesOf(provider, name).Selection()));
        services.TryAddKeyedSingleton(name, (provider, _) =>
        {
            var profile = ValuesOf(provider, name);
            return new MetricAwareDecoder(
                provider.SourceOf(name), profile.Selection(), profile.Decoding(), provider.GetService<ILogger<MetricAwareDecoder>>(),
                provider.GetRequiredService<SharedSelectors>().Of);
        });
        services.AddSingleton<IValidateOptions<MetricAwareProfile>>(new ProfileValidation(name, section));
        return services.AddOptions<MetricAwareProfile>(name).ValidateOnStart();
    }

    private static MetricAwareProfile ValuesOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<MetricAwareProfile>>().Get(name);
}
