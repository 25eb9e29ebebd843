using Accelerated.Extensions.AI;
using Accelerated.Extensions.AI.Profiles;
using Accelerated.Inference;
using Accelerated.Inference.Chat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Adds metric-aware selection by profile to a pipeline of chat clients.</summary>
public static class MetricAwareProfileChatClientBuilderExtensions
{
    /// <summary>
    /// Adds a <see cref="MetricAwareChatClient"/> with the values of a registered profile. It shares the profile's engines.
    /// </summary>
    /// <param name="builder">The pipeline; its Build method needs the services that the profile is registered in.</param>
    /// <param name="profile">The name given to AddMetricAware.</param>
    /// <returns>
    /// The same pipeline; its Build method throws an <see cref="InvalidOperationException"/> where there is no such profile.
    /// </returns>
    public static ChatClientBuilder UseMetricAware(this ChatClientBuilder builder, string profile)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(profile);
        return builder.Use((inner, services) =>
            Create(inner, services, services.ProfileOf(profile), services.GetRequiredService<SharedSelectors>().Of));
    }

    /// <summary>Adds a <see cref="MetricAwareChatClient"/> with the values of a profile made here.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the values.</param>
    /// <returns>The same pipeline.</returns>
    /// <exception cref="Options.OptionsValidationException">A value is not allowed; the error has them all.</exception>
    public static ChatClientBuilder UseMetricAware(this ChatClientBuilder builder, Action<MetricAwareProfile> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var profile = new MetricAwareProfile();
        configure(profile);
        ProfileErrors.Refuse(profile);
        return builder.Use((inner, services) => Create(inner, services, profile, null));
    }

    private static MetricAwareChatClient Create(
        IChatClient inner, IServiceProvider services, MetricAwareProfile profile, Func<SelectionOptions, Selector>? selectors)
    {
        var selection = profile.Selection();
        var options = new MetricAwareOptions
        {
            Selection = selection,
            Decoding = profile.ChatDecoding(),
            Selectors = selectors,
        };
        return new MetricAwareChatClient(inner, selection.Metric, options, services.GetService<ILogger<MetricAwareChatClient>>());
    }
}
