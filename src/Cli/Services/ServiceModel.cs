using System.ClientModel;
using System.ClientModel.Primitives;
using Accelerated.Inference;
using Accelerated.Inference.Chat;
using Accelerated.Inference.Scoring;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Accelerated.Cli.Services;

/// <summary>Opens a service's model for drawing and scoring.</summary>
internal static class ServiceModel
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Checks the service and its key, at no cost, and opens the model.</summary>
    /// <param name="service">The service, and how it is called.</param>
    /// <param name="write">Receives each note on what the service does not support, once.</param>
    /// <param name="cancellation">Cancels the check.</param>
    /// <returns>The source and the scorer, which share one client; dispose the source only.</returns>
    /// <exception cref="ServiceException">The key is missing, the service cannot be reached, or it rejects the key.</exception>
    public static async Task<(ICandidateSource Source, IContinuationScorer Scorer)> OpenAsync(
        ServiceSettings service, Action<string> write, CancellationToken cancellation = default)
    {
        var client = await ConnectAsync(service, cancellation).ConfigureAwait(false);
        var notices = new NoticeLogger(write);
        var asked = CallOf(service);
        return (new ChatCandidateSource(client, asked, notices), new ChatContinuationScorer(client, asked, logger: notices));
    }

    /// <summary>Checks the service and its key, at no cost, and returns its client.</summary>
    /// <exception cref="ServiceException">The key is missing, the service cannot be reached, or it rejects the key.</exception>
    public static async Task<IChatClient> ConnectAsync(ServiceSettings service, CancellationToken cancellation)
    {
        var key = new ApiKeyCredential(KeyOf(service));
        await CheckAsync(service, key, cancellation).ConfigureAwait(false);
        var options = new OpenAIClientOptions { Endpoint = service.Endpoint };
        return new ServiceClient(new OpenAIClient(key, options).GetChatClient(service.Name).AsIChatClient(), service);
    }

    /// <summary>How the service is called.</summary>
    public static ChatSourceOptions CallOf(ServiceSettings service) => new()
    {
        Concurrency = service.Concurrency,
        AnswersPerCall = service.AnswersPerCall,
        LogProbabilities = service.LogProbabilities,
    };

    // Self-hosted servers often have no key and accept any.
    private static string KeyOf(ServiceSettings service) =>
        Environment.GetEnvironmentVariable(service.KeyVariable) is { Length: > 0 } key ? key.Trim()
        : service.Endpoint is not null ? "none"
        : throw new ServiceException(
            $"{service.KeyVariable} is not set, and {service.Shown} requires a key. Set it, name another variable with " +
            "--key-variable, or use a service without a key with --endpoint.");

    // The list of models costs nothing; a service that has none or is busy is left to the first call.
    private static async Task CheckAsync(ServiceSettings service, ApiKeyCredential key, CancellationToken cancellation)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = service.Endpoint,
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = CheckTimeout,
        };
        try
        {
            await new OpenAIClient(key, options).GetOpenAIModelClient().GetModelsAsync(cancellation).ConfigureAwait(false);
        }
        catch (ClientResultException failure) when (failure.Status is not (0 or 401 or 403))
        {
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && ServiceFailure.Of(failure, service) is { } translated)
        {
            throw translated;
        }
        catch (Exception failure) when (
            failure is System.Text.Json.JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // a list in another format does not rule the service out
        }
    }
}
