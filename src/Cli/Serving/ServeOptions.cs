using System.CommandLine;
using System.Net;
using Accelerated.Cli.Commands;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;
using Accelerated.Service;
using Accelerated.Service.Profiles;

namespace Accelerated.Cli.Serving;

/// <summary>The options of <c>serve</c> on where it listens, what it allows, and how it decides.</summary>
internal sealed class ServeOptions
{
    private const string KeyVariable = "ACCELERATED_API_KEY";
    private const int SecondsOfDay = 86_400;

    private static readonly string[] s_standardInput = ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"];
    private static readonly ServerOptions s_server = new();
    private static readonly Profile s_profile = new();

    private readonly Option<string> _host = CommonOptions.Text(
        "--host", $"{s_server.Address}", "ADDRESS", "Address to listen on; any but a loopback address requires a key.");

    private readonly Option<string> _port = Whole("--port", s_server.Port, "PORT", "Port to listen on; 0 for a free one.");
    private readonly Option<string?> _key = CommonOptions.Optional(
        "--api-key", "KEY", $"Key that callers must send. Default: the environment variable {KeyVariable}, which other users cannot see.");

    private readonly Option<string> _metric = CommonOptions.Text(
        "--metric", s_profile.Metric, "NAME", "Metric where a request names none. 'accelerated metrics' lists all.", "-m");

    private readonly Option<string> _count = Whole("-n", s_profile.Candidates, "N", "Candidates to draw where a request does not say.");
    private readonly Option<string?> _profiles = CommonOptions.Optional(
        "--profiles", "FILE", "JSON file with named settings that requests may refer to; docs/service.md describes it.");

    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<string> _body = Whole(
        "--max-request", s_server.Limits.RequestBytes, "BYTES", "Maximum length of a request's body.");

    private readonly Option<string> _drawn = Whole("--max-n", s_server.Limits.Drawn, "N", "Maximum candidates that a request may draw.");
    private readonly Option<string> _given = Whole(
        "--max-candidates", s_server.Limits.Given, "N", "Maximum candidates and references that a request may bring.");

    private readonly Option<string> _tokens = Whole("--max-tokens", s_server.Limits.Tokens, "L", "Maximum tokens of an answer.");
    private readonly Option<string> _parallel = Whole("--parallel", s_server.Limits.Parallel, "K", "Requests worked on at once.");
    private readonly Option<string> _queue = Whole(
        "--queue", s_server.Limits.Queue, "K", "Requests that may wait; further ones are refused with status 429.");

    private readonly Option<string> _timeout = Seconds(
        "--timeout", s_server.Limits.Timeout, "Maximum seconds of a request, waiting included.");

    private readonly Option<string> _stop = Seconds(
        "--stop-timeout", s_server.Limits.Stop, "Seconds that requests in progress may take once the service is to stop.");

    private readonly Option<bool> _content = new("--log-content")
    {
        Description = "Write prompts and answers to the log. Without it, no text of callers or models is logged.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
        [
            _host, _port, _key, _metric, _count, _profiles, _engine, _body, _drawn, _given, _tokens, _parallel, _queue, _timeout, _stop,
            _content,
        ];
        Array.ForEach(options, command.Add);
    }

    /// <summary>Where the service listens, and what it allows.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    public ServerOptions Server(ParseResult parsed)
    {
        var host = parsed.GetValue(_host)!;
        var options = new ServerOptions
        {
            Address = host == "localhost" ? IPAddress.Loopback
                : IPAddress.TryParse(host, out var address) ? address
                : throw new OptionException(
                    "host", $"Invalid value '{host}' for --host: expected an IP address, e.g. 127.0.0.1, or 0.0.0.0 for all."),
            Port = Value(parsed, _port, 0),
            ApiKey = parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable(KeyVariable) switch { "" => null, var key => key },
            LogsContent = parsed.GetValue(_content),
            Limits = new ServiceLimits
            {
                RequestBytes = Value(parsed, _body, 1),
                Drawn = Value(parsed, _drawn, 1),
                Given = Value(parsed, _given, 1),
                Tokens = Value(parsed, _tokens, 1),
                Parallel = Value(parsed, _parallel, 1),
                Queue = Value(parsed, _queue, 0),
                Timeout = Time(parsed, _timeout),
                Stop = Time(parsed, _stop),
            },
        };
        options.Validate();
        return parsed.GetValue(_profiles) is { } file && s_standardInput.Contains(file)
            ? throw new OptionException(
                "profiles",
                $"Invalid value '{file}' for --profiles: expected a file, because 'serve' does not read standard input. Write the profiles "
                + "to a file.")
            : options;
    }

    /// <summary>How the service decides where a request does not say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="limits">The most that a profile may ask for.</param>
    /// <param name="threads">CPU threads of a selection; null for all.</param>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    /// <exception cref="IOException">The file of profiles cannot be read.</exception>
    public ProfileSet Profiles(ParseResult parsed, ServiceLimits limits, int? threads)
    {
        if (CommonOptions.MetricOf(parsed.GetValue(_metric)!) is RecordMetric)
        {
            throw new OptionException(
                "metric",
                $"Invalid value '{parsed.GetValue(_metric)}' for --metric: a request asks for records by its 'response_format'. Name the "
                + "metric of the others.");
        }

        var byDefault = s_profile with
        {
            Metric = CommonOptions.MetricOf(parsed.GetValue(_metric)!).Info.Name,
            Candidates = Value(parsed, _count, 1),
            Engine = CommonOptions.EngineOf(parsed.GetValue(_engine)!),
            Threads = threads ?? Environment.ProcessorCount,
            Sampling = new SamplingOptions { MaxTokens = Math.Min(Profile.UsualTokens, limits.Tokens) },
        };
        if (byDefault.Candidates > limits.Drawn)
        {
            throw new OptionException(
                "n", $"Invalid value '{byDefault.Candidates}' for -n: expected at most {limits.Drawn}, the value of --max-n.");
        }

        return parsed.GetValue(_profiles) is { } file
            ? ProfileSet.Parse(File.ReadAllBytes(file), byDefault, limits)
            : new ProfileSet(byDefault);
    }

    private static Option<string> Whole(string name, int byDefault, string help, string description) =>
        CommonOptions.Text(name, FormattableString.Invariant($"{byDefault}"), help, description);

    private static Option<string> Seconds(string name, TimeSpan byDefault, string description) =>
        CommonOptions.Text(name, FormattableString.Invariant($"{byDefault.TotalSeconds}"), "S", description);

    private static int Value(ParseResult parsed, Option<string> option, int least) =>
        CommonOptions.WholeNumber(option.Name.TrimStart('-'), parsed.GetValue(option)!, least);

    private static TimeSpan Time(ParseResult parsed, Option<string> option)
    {
        var text = parsed.GetValue(option)!;
        return CommonOptions.Number(option.Name.TrimStart('-'), text) is > 0 and <= SecondsOfDay and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new OptionException(
                option.Name,
                $"Invalid value '{text}' for {option.Name}: expected seconds, more than 0 and at most {SecondsOfDay}.");
    }
}
