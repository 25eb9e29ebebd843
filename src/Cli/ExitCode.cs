namespace Accelerated.Cli;

/// <summary>The tool's exit codes.</summary>
internal static class ExitCode
{
    /// <summary>Everything was processed.</summary>
    public const int Done = 0;

    /// <summary>Failed, e.g. on a file, a device or a full disk.</summary>
    public const int Failed = 1;

    /// <summary>Invalid command line; nothing was read.</summary>
    public const int Usage = 2;

    /// <summary>Processed, except for some bad lines.</summary>
    public const int BadLines = 3;

    /// <summary>Ended by an interrupt (SIGINT), after what was finished was written.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by a termination (SIGTERM), after what was finished was written.</summary>
    public const int Terminated = 143;
}
