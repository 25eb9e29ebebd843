namespace Accelerated.Cli.Checking;

/// <summary>What a check found.</summary>
internal enum Health
{
    Ok,

    /// <summary>The tool works, but slower or with less.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Error,
}
