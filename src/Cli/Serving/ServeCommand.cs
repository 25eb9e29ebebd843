using System.CommandLine;
using System.Runtime.CompilerServices;
using Accelerated.Cli.Drawing;
using Accelerated.Cli.Services;
using Accelerated.Inference;
using Accelerated.Inference.Chat;
using Accelerated.Service;
using Accelerated.Service.Profiles;
using Microsoft.Extensions.AI;

namespace Accelerated.Cli.Serving;

/// <summary><c>accelerated serve</c>.</summary>
internal sealed class ServeCommand
{
    private readonly ModelOptions _model = new();
    private readonly ServeOptions _options = new();
    private readonly Option<string?> _name = Commands.CommonOptions.Optional(
        "--model-name", "ID", "Name of the model in requests and responses. Default: the file's, or the service's, name.");

    private readonly Option<bool> _reproducible = new("--reproducible")
    {
        Description = "Let each request to a .gguf model run alone, so that a seed gives the same answer to the last bit. Slower.",
    };

    private readonly Option<bool> _untilInputEnds = new("--until-input-ends") { Hidden = true };
    private readonly ToolStreams _streams;

    private ServeCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var serve = new ServeCommand(streams);
        var command = new Command("serve", "Answer requests in OpenAI's protocol, each by the best of several drawn candidates.")
        {
            serve._name, serve._reproducible, serve._untilInputEnds,
        };
        serve._options.AddTo(command);
        serve._model.AddTo(command);
        command.SetAction(serve.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var options = _options.Server(parsed) with
        {
            Log = _streams.IsQuiet ? LogDetail.Warnings : _streams.IsVerbose ? LogDetail.All : LogDetail.Usual,
        };
        var model = _model.Read(parsed);
        if (!WebRuntime.IsLoaded)
        {
            return await WebRuntime.RunAsync(cancellation).ConfigureAwait(false);
        }

        // Read by the process that serves alone, because a pipe can be read once only.
        var profiles = _options.Profiles(parsed, options.Limits, _model.Threads(parsed));
        model = model with { Gguf = model.Gguf with { Reproducible = parsed.GetValue(_reproducible) } };
        if (model.Service is { } service)
        {
            using var client = await ServiceModel.ConnectAsync(service, cancellation).ConfigureAwait(false);
            await ServeAsync(parsed, options, profiles, client, service.Name, ServiceModel.CallOf(service), cancellation)
                .ConfigureAwait(false);
        }
        else
        {
            using var opened = await model.OpenAsync(_streams.Error, cancellation).ConfigureAwait(false);
            using var client = ((ILanguageModel)opened.Source).AsChatClient();
            await ServeAsync(
                parsed, options, profiles, client, Path.GetFileNameWithoutExtension(model.Path), new ChatSourceOptions(), cancellation)
                .ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    // Apart, so that nothing of the web is loaded before it is known to be there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task ServeAsync(
        ParseResult parsed,
        ServerOptions options,
        ProfileSet profiles,
        IChatClient client,
        string name,
        ChatSourceOptions call,
        CancellationToken cancellation)
    {
        var model = new ServedModel(parsed.GetValue(_name) ?? name, client, call);
        await using var server = await Server.StartAsync(options, model, profiles, _streams.Error).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (parsed.GetValue(_untilInputEnds))
        {
            _ = StopAtEndOfInputAsync(stop);
        }

        await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync().ConfigureAwait(false);
    }

    private async Task StopAtEndOfInputAsync(CancellationTokenSource stop)
    {
        try
        {
            await _streams.Input.CopyToAsync(Stream.Null, stop.Token).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // the service is stopping already
        }
    }
}
