using System.ClientModel;
using System.ClientModel.Primitives;
using Accelerated.Inference;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Accelerated.Cli.Services;

/// <summary>A service's model as what draws and what scores.</summary>
internal static class ServiceModel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Looks for the service and its key, at no cost, and opens the model.</summary>
    /// <param name="service">The service, and how it is called.</param>
    /// <param name="write">Is told, once each, what the service cannot do.</param>
    /// <param name="cancellation">Ends the looking.</param>
    /// <returns>What draws and what scores, over the same calls; to be disposed once, by the source.</returns>
    /// <exception cref="ServiceException">There is no key, the service cannot be reached, or it refuses the key.</exception>
    public static async Task<(ICandidateSource Source, IContinuationScorer Scorer)> OpenAsync(
        ServiceSettings service, Action<string> write, CancellationToken cancellation = default)
    {
        var key = new ApiKeyCredential(KeyOf(service));
        await LookAsync(service, key, cancellation).ConfigureAwait(false);
        var options = new OpenAIClientOptions { Endpoint = service.Endpoint };
        var client = new ServiceClient(new OpenAIClient(key, options).GetChatClient(service.Name).AsIChatClient(), service);
        var asked = new ChatSourceOptions
        {
            Concurrency = service.Concurrency,
            AnswersPerCall = service.AnswersPerCall,
            LogProbabilities = service.LogProbabilities,
        };
        var notices = new NoticeLogger(write);
        return (new ChatCandidateSource(client, asked, notices), new ChatContinuationScorer(client, asked, logger: notices));
    }

    // Servers on a machine of one's own often have no key, and take any.
    private static string KeyOf(ServiceSettings service) =>
        Environment.GetEnvironmentVariable(service.KeyVariable) is { Length: > 0 } key ? key.Trim()
        : service.Endpoint is not null ? "none"
        : throw new ServiceException(
            $"{service.KeyVariable} is not set, and {service.Shown} asks for a key. Set it to the key, name another variable with " +
            "--key-variable, or a service without one with --endpoint.");

    // The list of models costs nothing. Services that have none, or are busy, are told by the first call.
    private static async Task LookAsync(ServiceSettings service, ApiKeyCredential key, CancellationToken cancellation)
    {
        var options = new OpenAIClientOptions { Endpoint = service.Endpoint, RetryPolicy = new ClientRetryPolicy(0), NetworkTimeout = Patience };
        try
        {
            await new OpenAIClient(key, options).GetOpenAIModelClient().GetModelsAsync(cancellation).ConfigureAwait(false);
        }
        catch (ClientResultException failure) when (failure.Status is not (0 or 401 or 403))
        {
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && ServiceFailure.Of(failure, service) is { } told)
        {
            throw told;
        }
        catch (Exception failure) when (failure is System.Text.Json.JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // a list in another form is a service all the same
        }
    }
}
