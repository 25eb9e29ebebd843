using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Services;

/// <summary>A chat service that speaks OpenAI's protocol, and how it is called.</summary>
/// <param name="Name">The model's name at the service.</param>
internal sealed record ServiceSettings(string Name)
{
    /// <summary>What begins the name of a service's model, where files have a path.</summary>
    public const string Prefix = "openai:";

    /// <summary>The variable of the environment that holds the key, unless another is named.</summary>
    public const string DefaultKeyVariable = "OPENAI_API_KEY";

    /// <summary>The address, up to <c>/v1</c>; null for OpenAI's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The variable of the environment that holds the key.</summary>
    public string KeyVariable { get; init; } = DefaultKeyVariable;

    /// <summary>Calls under way at the same time at most.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Answers to ask for in one call.</summary>
    public int AnswersPerCall { get; init; } = 16;

    /// <summary>Whether candidates must carry log-probabilities, because weights are made of them.</summary>
    public bool LogProbabilities { get; init; }

    /// <summary>The service's name and address, as shown.</summary>
    public string Shown => Endpoint is null ? Prefix + Name : $"{Prefix}{Name} at {Endpoint.GetLeftPart(UriPartial.Path)}";

    /// <summary>Whether a model's name is that of a service.</summary>
    public static bool Names(string model) => model.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The model's name at the service.</summary>
    /// <exception cref="OptionException">There is none.</exception>
    public static string NameOf(string model) => model.Length > Prefix.Length && !string.IsNullOrWhiteSpace(model[Prefix.Length..])
        ? model[Prefix.Length..]
        : throw new OptionException("model", $"'{model}' names no model; write the service's name for it behind the colon, such as openai:gpt-4.1-mini.");

    /// <summary>An address out of an option's text.</summary>
    /// <exception cref="OptionException">It is none, or carries a name and password.</exception>
    public static Uri EndpointOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.Host.Length == 0)
        {
            throw new OptionException("endpoint", $"Invalid value '{text}' for --endpoint: expected an address such as http://127.0.0.1:8080/v1.");
        }

        return endpoint.UserInfo.Length == 0 && endpoint.Query.Length == 0
            ? endpoint
            : throw new OptionException("endpoint", "--endpoint carries a name, password or query; the key is read from the environment. Give the address alone.");
    }
}
