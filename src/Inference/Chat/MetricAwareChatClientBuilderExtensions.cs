using Accelerated.Inference.Chat;
using Accelerated.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Adds metric-aware selection to a pipeline of chat clients.</summary>
public static class MetricAwareChatClientBuilderExtensions
{
    /// <summary>
    /// Draws several answers to each request from the clients below and returns the one of the best expected metric; from a model on this
    /// machine (<see cref="LanguageModelChatClientExtensions.AsChatClient"/>) all at once. <see cref="MetricAwareChatClient"/> says more.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="options">How many answers are drawn, and how one is selected; null for the defaults.</param>
    /// <returns>The same pipeline. To build it throws what the constructor of <see cref="MetricAwareChatClient"/> does.</returns>
    public static ChatClientBuilder UseMetricAware(this ChatClientBuilder builder, Metric metric, MetricAwareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(metric);
        return builder.Use((inner, services) =>
            new MetricAwareChatClient(inner, metric, options, services.GetService<ILogger<MetricAwareChatClient>>()));
    }
}
