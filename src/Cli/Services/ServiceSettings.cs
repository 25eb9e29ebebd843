using Accelerated.Metrics;

namespace Accelerated.Cli.Services;

/// <summary>A chat service with OpenAI's protocol, and how it is called.</summary>
/// <param name="Name">The model's name at the service.</param>
internal sealed record ServiceSettings(string Name)
{
    /// <summary>The prefix of a service's model name, which distinguishes it from a file's path.</summary>
    public const string Prefix = "openai:";

    /// <summary>The environment variable that holds the key by default.</summary>
    public const string DefaultKeyVariable = "OPENAI_API_KEY";

    /// <summary>The address, up to <c>/v1</c>; null for OpenAI's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The environment variable that holds the key.</summary>
    public string KeyVariable { get; init; } = DefaultKeyVariable;

    /// <summary>Maximum number of concurrent calls.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Answers to request per call.</summary>
    public int AnswersPerCall { get; init; } = 16;

    /// <summary>Whether candidates need log-probabilities, for weights.</summary>
    public bool LogProbabilities { get; init; }

    /// <summary>The service's name and address, for messages.</summary>
    public string Shown => Endpoint is null ? Prefix + Name : $"{Prefix}{Name} at {Endpoint.GetLeftPart(UriPartial.Path)}";

    /// <summary>Whether a model's name denotes a service.</summary>
    public static bool Names(string model) => model.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The model's name at the service.</summary>
    /// <exception cref="OptionException">The name is empty.</exception>
    public static string NameOf(string model) => model.Length > Prefix.Length && !string.IsNullOrWhiteSpace(model[Prefix.Length..])
        ? model[Prefix.Length..]
        : throw new OptionException(
            "model", $"Invalid value '{model}' for --model: expected the service's model name after the colon, e.g. openai:gpt-4.1-mini.");

    /// <summary>Parses an address.</summary>
    /// <exception cref="OptionException">It is not an HTTP address, or contains a user name, password or query.</exception>
    public static Uri EndpointOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint)
            || endpoint.Scheme is not ("http" or "https")
            || endpoint.Host.Length == 0)
        {
            throw new OptionException(
                "endpoint", $"Invalid value '{text}' for --endpoint: expected an address, e.g. http://127.0.0.1:8080/v1.");
        }

        return endpoint.UserInfo.Length == 0 && endpoint.Query.Length == 0
            ? endpoint
            : throw new OptionException(
                "endpoint",
                "Invalid value for --endpoint: expected an address without user name, password or query. "
                + "The key is read from the environment variable that --key-variable names.");
    }
}
