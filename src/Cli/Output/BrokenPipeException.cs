namespace Accelerated.Cli.Output;

/// <summary>Whoever read the output has gone away, as <c>head</c> does; there is nothing left to do and nothing to report.</summary>
internal sealed class BrokenPipeException(Exception cause) : Exception("The reader of the output has gone away.", cause)
{
    private const int BrokenPipeOnUnix = 32;
    private const int NoDataOnWindows = unchecked((int)0x800700E8);
    private const int BrokenPipeOnWindows = unchecked((int)0x8007006D);

    /// <summary>Whether an error means that.</summary>
    public static bool Is(IOException e) => e.HResult is BrokenPipeOnUnix or NoDataOnWindows or BrokenPipeOnWindows;
}
