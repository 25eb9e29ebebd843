using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Inference.Chat;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Accelerated.Service.Profiles;

/// <summary>
/// The clients that decide, one for each way to decide, so that engines are started once. Those of profiles stay; of those that requests
/// describe, the first few do, and further ones live as long as their request.
/// </summary>
internal sealed class Deciders : IDisposable
{
    private const string DecodingProperty = "accelerated.decoding";
    private const int MostKept = 64;

    private readonly ILogger<MetricAwareChatClient> _logger;
    private readonly Shared _shared;
    private readonly Lock _lock = new();
    private readonly Dictionary<Profile, MetricAwareChatClient> _clients = [];

    /// <summary>Creates the clients of all profiles, which checks them.</summary>
    /// <exception cref="Metrics.OptionException">A profile does not suit the model.</exception>
    public Deciders(ServedModel model, ProfileSet profiles, ILogger logger)
    {
        (Model, Profiles, _logger, _shared) = (model, profiles, new TypedLogger(logger), new Shared(model.Client));
        foreach (var (_, profile) in profiles.All)
        {
            var key = KeyOf(profile);
            _clients.TryAdd(key, Create(key));
        }
    }

    /// <summary>The model.</summary>
    public ServedModel Model { get; }

    /// <summary>The profiles.</summary>
    public ProfileSet Profiles { get; }

    /// <summary>Draws and decides.</summary>
    /// <param name="profile">How.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="request">What the model is asked besides.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Decided> DecideAsync(
        Profile profile, IReadOnlyList<ChatMessage> messages, ChatOptions request, CancellationToken cancellation)
    {
        var client = Of(profile, out var isOwned);
        try
        {
            var options = request.Clone();
            var sampling = profile.Sampling;
            options.Temperature = (float)sampling.Temperature;
            options.TopP = Math.Max((float)sampling.TopP, float.Epsilon); // the least that is not none of all tokens
            options.TopK = sampling.TopK == 0 ? null : sampling.TopK;
            options.MaxOutputTokens = sampling.MaxTokens;
            options.StopSequences = sampling.StopStrings.Count == 0 ? null : [.. sampling.StopStrings];
            options.Seed = sampling.Seed == new SamplingOptions().Seed ? null : sampling.Seed;
            options.AdditionalProperties = new() { [MetricAwareChatClient.CountProperty] = profile.Candidates };
            options.ResponseFormat = FormatOf(profile);
            var response = await client.GetResponseAsync(messages, options, cancellation).ConfigureAwait(false);
            return new Decided(profile.Selection(), (Decoding)response.AdditionalProperties![DecodingProperty]!, response.Usage);
        }
        finally
        {
            if (isOwned)
            {
                client.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    // A local model is not held to a schema; what it answers is read by it all the same.
    private ChatResponseFormatJson? FormatOf(Profile profile)
    {
        if (profile.Schema is null || Model.Client.GetService(typeof(ICandidateSource)) is not null)
        {
            return null;
        }

        using var schema = JsonDocument.Parse(profile.Schema);
        return ChatResponseFormat.ForJsonSchema(schema.RootElement.Clone(), "record");
    }

    // What a request may change without another client.
    private static Profile KeyOf(Profile profile) => profile with { Candidates = 1, Sampling = default };

    private MetricAwareChatClient Of(Profile profile, out bool isOwned)
    {
        var key = KeyOf(profile);
        lock (_lock)
        {
            if (_clients.TryGetValue(key, out var known))
            {
                isOwned = false;
                return known;
            }

            var client = Create(key);
            isOwned = _clients.Count >= MostKept;
            if (!isOwned)
            {
                _clients.Add(key, client);
            }

            return client;
        }
    }

    private MetricAwareChatClient Create(Profile profile)
    {
        var selection = profile.Selection();
        var options = new MetricAwareOptions
        {
            Selection = selection,
            Decoding = profile.Decoding(),
            Chat = Model.Call,
            Decided = (response, decoding) => (response.AdditionalProperties ??= [])[DecodingProperty] = decoding,
        };
        return new MetricAwareChatClient(_shared, selection.Metric, options, _logger);
    }

    // The model outlives each client, which would dispose it; calls are counted over one client.
    private sealed class Shared(IChatClient model) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
            model.GetResponseAsync(messages, options, cancellationToken);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
            model.GetStreamingResponseAsync(messages, options, cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey) => model.GetService(serviceType, serviceKey);

        public void Dispose()
        {
        }
    }

    private sealed class TypedLogger(ILogger logger) : ILogger<MetricAwareChatClient>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // The service logs each decision itself, with its request's id.
            if (eventId.Name is not ("Selected" or "Scored"))
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
