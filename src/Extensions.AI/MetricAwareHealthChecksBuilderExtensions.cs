using Accelerated.Extensions.AI.Health;
using Accelerated.Extensions.AI.Profiles;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of metric-aware selection.</summary>
public static class MetricAwareHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check named <c>metric-aware:</c> and the profile's name, which selects among two candidates: healthy where the profile's
    /// engine works, degraded with the reason where a device was asked for and the CPU took over, unhealthy where the selection fails. A
    /// metric that calls a model or a service calls it for two pairs.
    /// </summary>
    /// <param name="builder">The checks.</param>
    /// <param name="profile">The name given to AddMetricAware.</param>
    /// <param name="failureStatus">The status of a selection that fails; null for unhealthy.</param>
    /// <param name="tags">Tags, to filter checks by; null for none.</param>
    /// <returns>The same checks.</returns>
    public static IHealthChecksBuilder AddMetricAware(
        this IHealthChecksBuilder builder, string profile, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(profile);
        return builder.Add(new HealthCheckRegistration(
            $"metric-aware:{profile}", services => new SelectorHealthCheck(services.SelectorOf(profile)), failureStatus, tags));
    }
}
