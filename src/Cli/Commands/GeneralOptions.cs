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

    /// <summary>Adds the options to all commands.</summary>
    public void AddTo(RootCommand root)
    {
        root.Add(_quiet);
        root.Add(_verbose);
    }

    /// <summary>The streams as the options say.</summary>
    public ToolStreams Apply(ParseResult parsed, ToolStreams streams)
    {
        var isQuiet = parsed.GetValue(_quiet);
        return streams with
        {
            ErrorIsTerminal = streams.ErrorIsTerminal && !isQuiet,
            IsQuiet = isQuiet,
            IsVerbose = parsed.GetValue(_verbose) && !isQuiet,
        };
    }
}
