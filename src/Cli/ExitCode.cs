namespace Accelerated.Cli;

/// <summary>What the tool tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>All done.</summary>
    public const int Done = 0;

    /// <summary>Failed: a file, a device, the disk, or cancelled.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage: nothing was read.</summary>
    public const int Usage = 2;

    /// <summary>Done, but some lines were bad.</summary>
    public const int BadLines = 3;
}
