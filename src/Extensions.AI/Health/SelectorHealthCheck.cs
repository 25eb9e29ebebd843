using Accelerated.Inference;
using Accelerated.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Accelerated.Extensions.AI.Health;

/// <summary>Selects among two candidates, on the engine that the profile asks for.</summary>
internal sealed class SelectorHealthCheck(Selector selector) : IHealthCheck
{
    // Candidates that every metric and every kind of weights can read.
    private static readonly Candidate[] s_candidates = [Of("1", 1), Of("2", 2)];

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var selection = await Task.Run(() => selector.Select(new Problem("health", s_candidates), cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            var data = new Dictionary<string, object>
            {
                ["metric"] = selector.Options.Metric.Info.Name,
                ["engine"] = selection.Engine,
                ["device"] = selection.Device,
            };
            return selection.Fallback is { } reason
                ? HealthCheckResult.Degraded($"The CPU took over: {reason}", data: data)
                : HealthCheckResult.Healthy($"{selection.Engine} works on {selection.Device}.", data);
        }
        catch (AcceleratedException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }

    private static Candidate Of(string text, int id) =>
        new(text) { Tokens = [id], Vector = [id], Labels = [text], Weight = 1, LogProbability = -1 };
}
