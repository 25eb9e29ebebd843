using Accelerated.Inference.Chat;
using Accelerated.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Adds metric-aware selection to a pipeline of chat clients.</summary>
public static class MetricAwareChatClientBuilderExtensions
{
    /// <summary>
    /// Adds a <see cref="MetricAwareChatClient"/>, which draws several answers to each request from the inner clients and returns the one
    /// with the best expected metric.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="metric">The metric whose expected value is optimised.</param>
    /// <param name="options">How many answers are drawn, and how one is selected; null for the defaults.</param>
    /// <returns>The same pipeline; its Build method throws the exceptions of <see cref="MetricAwareChatClient"/>'s constructor.</returns>
    public static ChatClientBuilder UseMetricAware(this ChatClientBuilder builder, Metric metric, MetricAwareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(metric);
        return builder.Use((inner, services) =>
            new MetricAwareChatClient(inner, metric, options, services.GetService<ILogger<MetricAwareChatClient>>()));
    }
}
