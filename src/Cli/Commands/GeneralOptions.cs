using System.CommandLine;

namespace Accelerated.Cli.Commands;

/// <summary>The options of all commands.</summary>
internal sealed class GeneralOptions
{
    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Show no progress and no notes on standard error, only errors.",
        Recursive = true,
    };

    private readonly Option<bool> _verbose = new("--verbose", "-v")
    {
        Description = "Say on standard error which engine was chosen and why, and how long the run took.",
        Recursive = true,
    };

    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "JSON file with options, e.g. {\"metric\": \"token-f1\", \"top\": 3}; those of the command line come first.",
        Recursive = true,
    };

    /// <summary>The file of options; null if there is none.</summary>
    public string? Config(ParseResult parsed) => parsed.GetResult(_config) is { Tokens.Count: 1 } ? parsed.GetValue(_config) : null;

    /// <summary>Adds the options to all commands.</summary>
    public void AddTo(RootCommand root)
    {
        root.Add(_quiet);
        root.Add(_verbose);
        root.Add(_config);
    }

    /// <summary>The streams as the options say.</summary>
    public ToolStreams Apply(ParseResult parsed, ToolStreams streams)
    {
        var isQuiet = parsed.GetValue(_quiet);
        return streams with
        {
            ErrorIsTerminal = streams.ErrorIsTerminal && !isQuiet,
            IsQuiet = isQuiet,
            ConfigFile = Config(parsed),
            SchemaFiles = RecordMetrics.FilesOf(parsed.Tokens.Select(token => token.Value)),
            IsVerbose = parsed.GetValue(_verbose) && !isQuiet,
        };
    }
}
