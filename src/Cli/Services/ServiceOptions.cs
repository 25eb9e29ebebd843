using System.CommandLine;
using Accelerated.Cli.Commands;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Services;

/// <summary>The options that say where a service is and how it is called.</summary>
internal sealed class ServiceOptions
{
    private readonly Option<string?> _endpoint = new("--endpoint") { HelpName = "URL", Description = "The address of a service that speaks OpenAI's protocol, up to /v1: http://127.0.0.1:8080/v1. Default: OpenAI's own." };
    private readonly Option<string?> _key = new("--key-variable") { HelpName = "NAME", Description = $"The environment variable with the service's key. Default: {ServiceSettings.DefaultKeyVariable}." };
    private readonly Option<string?> _concurrency = new("--concurrency") { HelpName = "K", Description = "Calls of a service under way at the same time at most. Default: 8." };
    private readonly Option<string?> _answers = new("--answers-per-call") { HelpName = "K", Description = "Answers to ask a service for in one call; where it gives fewer, the rest is asked for by further calls. Default: 16." };

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
    /// <returns>The service; null where the model is none.</returns>
    /// <exception cref="OptionException">A value is not allowed, or is given for a model that is no service.</exception>
    public ServiceSettings? Read(ParseResult parsed, string model)
    {
        if (!ServiceSettings.Names(model))
        {
            return CommonOptions.FirstGiven(parsed, All) is { } idle
                ? throw new OptionException(idle.Name, $"{idle.Name} is about services, and '{Path.GetFileName(model)}' is none. Name one with --model openai:NAME, or leave it out.")
                : null;
        }

        var settings = new ServiceSettings(ServiceSettings.NameOf(model));
        return settings with
        {
            Endpoint = parsed.GetValue(_endpoint) is { } endpoint ? ServiceSettings.EndpointOf(endpoint) : null,
            KeyVariable = parsed.GetValue(_key) ?? settings.KeyVariable,
            Concurrency = parsed.GetValue(_concurrency) is { } calls ? CommonOptions.WholeNumber("concurrency", calls, 1) : settings.Concurrency,
            AnswersPerCall = parsed.GetValue(_answers) is { } answers ? CommonOptions.WholeNumber("answers-per-call", answers, 1) : settings.AnswersPerCall,
        };
    }
}
