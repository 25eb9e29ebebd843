using System.Diagnostics;
using System.Net;
using Accelerated.Service.Chat;
using Accelerated.Service.Given;
using Accelerated.Service.Http;
using Accelerated.Service.Page;
using Accelerated.Service.Profiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Accelerated.Service;

/// <summary>
/// An HTTP service with OpenAI's protocol that answers metric-aware, and decides among candidates that callers have. Disposing it stops
/// it at once; <see cref="StopAsync"/> lets requests in progress finish.
/// </summary>
internal sealed class Server : IAsyncDisposable
{
    private const string Unknown = "unknown";
    private const string Metrics = "/metrics";
    private const string Model = ModelsEndpoint.Prefix + "{id}";

    // What needs no key; everything else does, however its path is written.
    private static readonly HashSet<string> s_open = ["/", "/healthz", "/readyz"];

    private readonly ServerOptions _options;
    private readonly WebApplication _app;
    private readonly Admission _admission;
    private readonly Deciders _deciders;
    private readonly Selectors _selectors = new();
    private readonly Key _key;
    private readonly ILogger _logger;
    private readonly Dictionary<string, (string Method, Func<HttpContext, Task> Serve)> _routes;

    private Server(ServerOptions options, ServedModel model, ProfileSet profiles, TextWriter log)
    {
        options.Validate();
        _options = options;
        _key = new Key(options);
        _admission = new Admission(options.Limits);
        var lines = new LineLogger(log, LeastLevel(options.Log));
        _logger = lines;
        _deciders = new Deciders(model, profiles, lines);
        _app = Build(options, lines);
        var chat = new ChatEndpoint(_deciders, _admission, options, lines);
        var models = new ModelsEndpoint(_deciders);
        var given = new GivenEndpoints(_selectors, profiles, _admission, options.Limits);
        _routes = new()
        {
            ["/"] = (HttpMethods.Get, IndexPage.ServeAsync),
            ["/healthz"] = (HttpMethods.Get, context => Reply.SendAsync(context, json => json.WriteString("status", "live"))),
            ["/readyz"] = (HttpMethods.Get, ReadyAsync),
            ["/v1/models"] = (HttpMethods.Get, models.ServeAsync),
            [Model] = (HttpMethods.Get, models.ServeOneAsync),
            ["/v1/chat/completions"] = (HttpMethods.Post, chat.ServeAsync),
            ["/v1/select"] = (HttpMethods.Post, given.SelectAsync),
            ["/v1/score"] = (HttpMethods.Post, given.ScoreAsync),
            ["/v1/evaluate"] = (HttpMethods.Post, given.EvaluateAsync),
        };
        _app.Use(GuardAsync);
        _app.UseOpenTelemetryPrometheusScrapingEndpoint(Metrics);
        _app.Run(RouteAsync);
    }

    /// <summary>The address it listens on, such as <c>http://127.0.0.1:8080</c>.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>What lets requests in.</summary>
    public Admission Admission => _admission;

    /// <summary>Starts a service.</summary>
    /// <param name="options">Where it listens, and who may call it.</param>
    /// <param name="model">The model; disposed by the caller, after the service.</param>
    /// <param name="profiles">How it decides where a request does not say.</param>
    /// <param name="log">Receives the log.</param>
    /// <exception cref="Accelerated.Metrics.OptionException">An option is not allowed.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<Server> StartAsync(ServerOptions options, ServedModel model, ProfileSet profiles, TextWriter log)
    {
        var server = new Server(options, model, profiles, log);
        try
        {
            await server._app.StartAsync().ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        ServiceLog.Started(server._logger, model.Id, server.Address.ToString(), options.ApiKey is null ? "" : ", with an API key");
        return server;
    }

    /// <summary>Refuses new requests, lets those in progress finish within <see cref="ServiceLimits.Stop"/>, and stops.</summary>
    public async Task StopAsync()
    {
        ServiceLog.Stopping(_logger, _admission.Inside);
        await _admission.CloseAsync().ConfigureAwait(false);
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(soon.Token).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _deciders.Dispose();
        _selectors.Dispose();
        _admission.Dispose();
    }

    private static WebApplication Build(ServerOptions options, LineLogger log)
    {
        // An empty builder reads no files and no variables of the environment, so the options alone decide.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(log).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Accelerated", LeastLevel(options.Log));
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        ServiceTelemetry.Add(builder);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Limits.RequestBytes;
            kestrel.Listen(options.Address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        return builder.Build();
    }

    private static LogLevel LeastLevel(LogDetail detail) => detail switch
    {
        LogDetail.Warnings => LogLevel.Warning,
        LogDetail.All => LogLevel.Debug,
        _ => LogLevel.Information,
    };

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var start = Stopwatch.GetTimestamp();
        var path = context.Request.Path.Value ?? "";
        var route = RouteOf(path) is var known && (_routes.ContainsKey(known) || known == Metrics) ? known : Unknown;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
        try
        {
            _key.RequireHost(context);
            if (!s_open.Contains(path))
            {
                _key.Require(context);
            }

            await next(context).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest; // for the log; nobody reads it
            }
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await Reply.SendAsync(context, ErrorOf(exception, context, route)).ConfigureAwait(false);
        }
        finally
        {
            var time = Stopwatch.GetElapsedTime(start);
            ServiceTelemetry.Record(route, context.Response.StatusCode, time);
            if (path.StartsWith("/v1/", StringComparison.Ordinal))
            {
                ServiceLog.Answered(
                    _logger, context.TraceIdentifier, route, context.Response.StatusCode, (long)time.TotalMilliseconds);
            }
        }
    }

    private RequestException ErrorOf(Exception exception, HttpContext context, string route)
    {
        if (Reply.ErrorOf(exception) is { } known)
        {
            return known;
        }

        // The message may quote texts of the caller or the model; the place in the code does not.
        var place = PlaceOf(exception);
        ServiceLog.Failed(_logger, context.TraceIdentifier, route, exception.GetType().Name, place);
        return new RequestException(
            500,
            "internal_error",
            $"The service failed unexpectedly. Its log has the reason under request id {context.TraceIdentifier}; ask again.",
            cause: exception);
    }

    // The first frame of this code, because the framework's says little of what it was asked to do.
    internal static string PlaceOf(Exception exception)
    {
        const string at = "at ";
        var frames = (exception.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith(at, StringComparison.Ordinal)).Select(line => line[at.Length..]).ToList();
        return frames.Find(frame => frame.StartsWith(nameof(Accelerated) + ".", StringComparison.Ordinal)) ?? frames.FirstOrDefault()
            ?? "an unknown place";
    }

    // Each model's path is its own; they have one route.
    private static string RouteOf(string path) => path.StartsWith(ModelsEndpoint.Prefix, StringComparison.Ordinal) ? Model : path;

    private Task RouteAsync(HttpContext context)
    {
        var path = RouteOf(context.Request.Path.Value ?? "");
        if (!_routes.TryGetValue(path, out var route))
        {
            throw new RequestException(
                404, "not_found", $"There is nothing at this path. The service has {string.Join(", ", _routes.Keys)} and {Metrics}.");
        }

        if (context.Request.Method != route.Method && !(HttpMethods.IsHead(context.Request.Method) && HttpMethods.IsGet(route.Method)))
        {
            context.Response.Headers.Allow = route.Method;
            throw new RequestException(405, "wrong_method", $"{path} does not allow this method. Use {route.Method}.");
        }

        return route.Serve(context);
    }

    private Task ReadyAsync(HttpContext context)
    {
        var isReady = !_admission.IsClosed;
        return Reply.SendAsync(
            context,
            json => json.WriteString("status", isReady ? "ready" : "stopping"),
            isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    // The caller starts and stops the service; a host of its own would take the process's signals.
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
