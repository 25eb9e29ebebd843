using System.Text.Json.Serialization.Metadata;
using Accelerated.Inference;
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

    /// <summary>
    /// Adds a <see cref="MetricAwareChatClient"/> for answers that are objects in JSON, such as those of a request with a JSON schema as
    /// its response format. It makes one object of the answers, each field by its best value.
    /// </summary>
    /// <typeparam name="T">The object's type; <see cref="FieldMetricAttribute"/>s of its properties say how they compare.</typeparam>
    /// <param name="builder">The pipeline.</param>
    /// <param name="type">How the type is serialised, such as of a source-generated context.</param>
    /// <param name="options">
    /// How many answers are drawn, and how one is selected, of which the rule is the closed form; null for the defaults.
    /// </param>
    /// <returns>The same pipeline.</returns>
    /// <exception cref="OptionException">The type is not serialised as an object.</exception>
    public static ChatClientBuilder UseMetricAware<T>(
        this ChatClientBuilder builder, JsonTypeInfo<T> type, MetricAwareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        var metric = Metric.Record(RecordSchema.Of(type));
        options ??= new MetricAwareOptions();
        var selection = (options.Selection ?? new SelectionOptions(metric)) with { Rule = SelectionRule.Bayes, Metric = metric };
        return builder.UseMetricAware(metric, options with { Selection = selection });
    }
}
