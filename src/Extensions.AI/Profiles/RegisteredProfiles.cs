using Accelerated.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Accelerated.Extensions.AI.Profiles;

/// <summary>What services know of profiles.</summary>
internal static class RegisteredProfiles
{
    /// <summary>A registered profile, checked.</summary>
    /// <exception cref="InvalidOperationException">There is none of this name.</exception>
    /// <exception cref="OptionsValidationException">A value is not allowed.</exception>
    public static MetricAwareProfile ProfileOf(this IServiceProvider services, string name)
    {
        _ = services.SelectorOf(name);
        return services.GetRequiredService<IOptionsMonitor<MetricAwareProfile>>().Get(name);
    }

    /// <summary>The selector of a registered profile.</summary>
    /// <exception cref="InvalidOperationException">There is none of this name.</exception>
    /// <exception cref="OptionsValidationException">A value is not allowed.</exception>
    public static Selector SelectorOf(this IServiceProvider services, string name) => services.GetKeyedService<Selector>(name)
        ?? throw new InvalidOperationException(
            $"There is no profile '{name}'. Register it: services.AddMetricAware(\"{name}\", profile => profile.Metric = \"token-f1\").");

    /// <summary>The source of a profile's candidates: the one of its name, or the only one.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static ICandidateSource SourceOf(this IServiceProvider services, string name) =>
        services.GetKeyedService<ICandidateSource>(name) ?? services.GetService<ICandidateSource>()
        ?? throw new InvalidOperationException(
            $"There is no ICandidateSource for the profile '{name}'. Register one as a singleton, under that key or without a key.");
}
