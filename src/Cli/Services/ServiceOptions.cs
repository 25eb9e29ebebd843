using System.CommandLine;
using Accelerated.Cli.Commands;
using Accelerated.Metrics;

namespace Accelerated.Cli.Services;

/// <summary>The options that set a service's address and how it is called.</summary>
internal sealed class ServiceOptions
{
    private readonly Option<string?> _endpoint = CommonOptions.Optional(
        "--endpoint", "URL", "URL of a service with OpenAI's protocol, up to /v1, e.g. http://127.0.0.1:8080/v1. Default: OpenAI's own.");

    private readonly Option<string?> _key = CommonOptions.Optional(
        "--key-variable", "NAME", $"Environment variable that holds the service's key. Default: {ServiceSettings.DefaultKeyVariable}.");

    private readonly Option<string?> _concurrency = CommonOptions.Optional(
        "--concurrency", "K", "Maximum number of concurrent calls to a service. Default: 8.");

    private readonly Option<string?> _answers = CommonOptions.Optional(
        "--answers-per-call", "K", "Answers to request per call to a service; further calls request what is missing. Default: 16.");

    private Option[] All => [_endpoint, _key, _concurrency, _answers];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the options' values.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model's name or path.</param>
    /// <returns>The service; null if the model is a file.</returns>
    /// <exception cref="OptionException">A value is not allowed, or is given for a model file.</exception>
    public ServiceSettings? Read(ParseResult parsed, string model)
    {
        if (!ServiceSettings.Names(model))
        {
            return CommonOptions.FirstGiven(parsed, All) is { } unused
                ? throw new OptionException(
                    unused.Name,
                    $"{unused.Name} applies to services only; '{Path.GetFileName(model)}' is not one. "
                    + $"Choose one with --model openai:NAME, or leave {unused.Name} out.")
                : null;
        }

        var settings = new ServiceSettings(ServiceSettings.NameOf(model));
        return settings with
        {
            Endpoint = parsed.GetValue(_endpoint) is { } endpoint ? ServiceSettings.EndpointOf(endpoint) : null,
            KeyVariable = parsed.GetValue(_key) ?? settings.KeyVariable,
            Concurrency = parsed.GetValue(_concurrency) is { } calls
                ? CommonOptions.WholeNumber("concurrency", calls, 1)
                : settings.Concurrency,
            AnswersPerCall = parsed.GetValue(_answers) is { } answers
                ? CommonOptions.WholeNumber("answers-per-call", answers, 1)
                : settings.AnswersPerCall,
        };
    }
}
